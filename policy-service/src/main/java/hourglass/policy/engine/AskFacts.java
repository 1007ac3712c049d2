package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Content;
import hourglass.policy.Hold;
import hourglass.policy.Session;
import hourglass.policy.Vote;
import hourglass.policy.engine.conditions.FactTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The facts of one ask, as plain maps: what a condition is evaluated over is exactly what the decision records.
///
/// A fact that isn't known is absent from its map; CEL makes an error of that, and rule 4 makes unknown of the error.
final class AskFacts {
    /// How far a session's time may be ahead of `now` before it is not believed.
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Model model;
    private final Ask ask;
    private final Map<String, Object> variables = HashMap.newHashMap(4);

    /// @param now the ask's, or the wanted start while that lies ahead
    AskFacts(Model model, Pair pair, Ask ask, Instant now, Overlay overlay) {
        this.model = model;
        this.ask = ask;
        Map<String, Object> request = request(ask);
        overlay.apply("request", request);
        bound(request);
        Map<String, Object> requester = requester(ask);
        overlay.apply("requester", requester);
        variables.put("now", now);
        variables.put("request", request);
        variables.put("requester", requester);
        variables.put("resource", pair.facts());
    }

    Map<String, Object> variables() {
        return variables;
    }

    /// The variables that `where` and `approvers` see: `now` is the moment of the vote.
    ///
    /// @param vote null while the person has not voted: what only a vote could say is not known
    Map<String, Object> withApprover(String person, @Nullable Vote vote) {
        Map<String, Object> approver = person(person);
        Map<String, Object> ballot = HashMap.newHashMap(1);
        Map<String, Object> all = new HashMap<>(variables);
        if (vote != null) {
            session(approver, vote.session(), vote.session().at());
            if (vote.comment() != null) {
                ballot.put("comment", vote.comment());
            }
        }
        all.put("now", vote == null ? ask.askedAt() : vote.session().at());
        all.put("approver", approver);
        all.put("vote", ballot);
        return all;
    }

    static @Nullable Object value(Map<String, ?> variables, LinkedCondition.Read read) {
        Object variable = variables.get(read.variable());
        if (read.field() == null) {
            return variable;
        }
        return variable instanceof Map<?, ?> fields ? fields.get(read.field()) : null;
    }

    @Nullable
    Object value(String path) {
        return value(variables, LinkedCondition.Read.of(path, false));
    }

    private static Map<String, Object> request(Ask ask) {
        Content content = ask.content();
        Map<String, Object> request = HashMap.newHashMap(8);
        request.put("role", content.role());
        request.put("duration", content.duration());
        request.put("reason", content.reason());
        request.put("breakGlass", content.breakGlass());
        if (content.ticket() != null) {
            request.put("ticket", content.ticket());
        }
        if (content.policy() != null) {
            request.put("policy", content.policy());
        }
        Instant at = ask.session().at();
        if (!at.isAfter(ask.askedAt().plus(CLOCK_SKEW))) {
            request.put("at", at);
        }
        Instant since = ask.standing().heldSince();
        Duration held = since == null ? Duration.ZERO : Duration.between(since, ask.askedAt());
        request.put("continues", held.isNegative() ? Duration.ZERO : held);
        return request;
    }

    /// A value outside of what `facts.yaml` allows is not known.
    private void bound(Map<String, Object> request) {
        for (FactTypes.Bounded bounded : model.types().bounded("request")) {
            Object value = request.get(bounded.field());
            if (value != null && !bounded.allows(value)) {
                request.remove(bounded.field());
            }
        }
    }

    private Map<String, Object> requester(Ask ask) {
        Map<String, Object> requester = person(ask.content().person());
        session(requester, ask.session(), ask.askedAt());
        List<String> holds = new ArrayList<>();
        for (Hold hold : ask.standing().holds()) {
            holds.add(Pair.key(hold.resource(), hold.role()));
        }
        requester.put("holds", List.copyOf(holds));
        requester.put("overdueReviews", (long) ask.standing().overdueReviews());
        return requester;
    }

    private Map<String, Object> person(String id) {
        Directory.Member member = model.directory().member(id);
        Map<String, Object> person = member == null ? HashMap.newHashMap(4) : new HashMap<>(member.facts());
        person.put("id", id);
        if (member == null) {
            person.put("active", false);
        }
        return person;
    }

    private static void session(Map<String, Object> person, Session session, Instant now) {
        Instant mfaAt = session.mfaAt();
        if (mfaAt != null && !mfaAt.isAfter(now.plus(CLOCK_SKEW))) {
            person.put("mfaAt", mfaAt);
        }
    }
}
