package hourglass.request;

import hourglass.request.Ask.StageWindow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a request carries through all its states.
///
/// @param digest of the content, 64 lower-case hex digits
/// @param session of submission or last resumption
/// @param votes in the order they were cast
/// @param windows every stage that an applied decision ever opened, with its first instant
/// @param asked everybody who was ever asked to vote or to review, in policy's words: they may see the request
/// @param grantsHeard sequence of the newest event of its grant that was applied; 0 before the first
public record Dossier(
        Content content,
        String digest,
        Session session,
        Asks asks,
        List<Vote> votes,
        List<StageWindow> windows,
        Set<String> asked,
        long grantsHeard) {
    public Dossier {
        asked = Set.copyOf(asked);
        votes = List.copyOf(votes);
        windows = List.copyOf(windows);
    }

    public PersonId requester() {
        return content.person();
    }

    /// The next numbered ask of an open request, as of now.
    Ask ask(AskCause cause, Surroundings around) {
        return ask(cause, Phase.OPEN, null, around);
    }

    /// The next numbered ask, as of now.
    ///
    /// @param basis with ORDERED and ACTIVE only
    Ask ask(AskCause cause, Phase phase, @Nullable Basis basis, Surroundings around) {
        return new Ask(
                asks.number() + 1,
                cause,
                around.now(),
                phase,
                around.newestSerial(),
                content,
                digest,
                session,
                votes,
                windows,
                around.standing(),
                basis);
    }

    Dossier asking(Ask ask) {
        return new Dossier(content, digest, ask.session(), asks.next(ask), ask.votes(), windows, asked, grantsHeard);
    }

    Dossier repeating(Ask ask) {
        return new Dossier(content, digest, session, asks.repeated(ask), votes, windows, asked, grantsHeard);
    }

    Dossier with(Session fresh) {
        return new Dossier(content, digest, fresh, asks, votes, windows, asked, grantsHeard);
    }

    Dossier with(Vote vote) {
        List<Vote> all = new ArrayList<>(votes);
        all.add(vote);
        return new Dossier(content, digest, session, asks, all, windows, asked, grantsHeard);
    }

    /// Applies what the newest answer says about asks, windows and votes.
    Dossier answeredBy(Decision decision) {
        Map<UUID, Vote.Outcome> results = decision.votes().stream()
                .collect(Collectors.toMap(
                        Decision.VoteResult::vote, Decision.VoteResult::outcome, (first, again) -> first));
        List<Vote> judged = votes.stream()
                .map(vote -> vote.with(results.getOrDefault(vote.id(), vote.outcome())))
                .toList();
        return new Dossier(
                content,
                digest,
                session,
                asks.answeredBy(decision),
                judged,
                openedBy(decision),
                askedBy(decision),
                grantsHeard);
    }

    /// The event of an answer that is applied now.
    Event.AccessDecided told(Decision answer) {
        List<Vote> discounted = answeredBy(answer).votes().stream()
                .filter(vote -> vote.didNotCount() && !votes.contains(vote))
                .toList();
        return new Event.AccessDecided(answer, discounted);
    }

    /// Every window that was ever opened keeps its first instant: votes are counted against it again and again.
    private List<StageWindow> openedBy(Decision decision) {
        Map<String, StageWindow> byStage = new LinkedHashMap<>();
        windows.forEach(window -> byStage.put(window.stage(), window));
        decision.stages()
                .forEach(stage -> byStage.putIfAbsent(stage.stage(), new StageWindow(stage.stage(), stage.openedAt())));
        return List.copyOf(byStage.values());
    }

    private Set<String> askedBy(Decision decision) {
        Set<String> words = new HashSet<>(asked);
        for (Decision.Stage stage : decision.stages()) {
            words.addAll(stage.from());
            stage.asked().forEach(person -> words.add("user:" + person));
        }
        Decision.ReviewPlan review = decision.review();
        if (review != null) {
            words.addAll(review.from());
            review.people().forEach(person -> words.add("user:" + person));
        }
        return words;
    }

    Dossier heard(long grantsSequence) {
        return new Dossier(content, digest, session, asks, votes, windows, asked, grantsSequence);
    }
}
