package hourglass.policy.api;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Explanation;
import hourglass.policy.Identity;
import hourglass.policy.Person;
import hourglass.policy.PolicyRef;
import hourglass.policy.PolicySet;
import hourglass.policy.Vote;
import hourglass.policy.Window;
import hourglass.policy.loading.BuiltCommit;
import hourglass.policy.loading.OtherCommits;
import hourglass.policy.loading.PolicySets;
import hourglass.policy.loading.SetInUse;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Says what would be decided, and why. No effect, no event. The evaluator is the one that decides.
@RestController
class ExplainController {
    private static final String AUTHOR = "policy-author";

    private final PolicySets sets;
    private final OtherCommits others;
    private final InstantSource clock;

    ExplainController(PolicySets sets, OtherCommits others, InstantSource clock) {
        this.sets = sets;
        this.others = others;
        this.clock = clock;
    }

    /// The answer to a question.
    record Explained(DecisionView decision, List<Explanation.WouldPass> wouldPass) {}

    @PostMapping("/v1/decisions:explain")
    Explained explain(@RequestBody ExplainBody body, SignedIn me) {
        SetInUse inUse = sets.current().orElseThrow(Problems::cannotDecide);
        PolicySet set = inUse.set();
        PolicyRef name = inUse.policy();
        String commit = body.commit();
        if (commit != null) {
            BuiltCommit other = others.find(commit).orElseThrow(() -> Problems.noSuchCommit(commit));
            set = other.set();
            name = others.name(other);
        }
        Instant at = Objects.requireNonNullElseGet(body.now(), clock::instant).truncatedTo(ChronoUnit.MICROS);
        String requester = requester(body, set, me);
        QuestionCheck.check(body, set, at);
        return answer(new Question(body, requester, me, at), body, set, name);
    }

    /// Facts of others, other commits and other clocks are for policy authors: what a policy would say about somebody
    /// else tells something about them.
    private static String requester(ExplainBody body, PolicySet set, SignedIn me) {
        if (me.roles().contains(AUTHOR) && body.requester() != null) {
            return body.requester();
        }
        String self = set.person(new Identity(me.idp(), me.subject()))
                .map(Person::id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_ALLOWED, "You are not in the directory. Ask its owners to list you."));
        boolean ofOthers = (body.requester() != null && !body.requester().equals(self))
                || body.session() != null
                || body.now() != null
                || body.commit() != null
                || body.approvals() != null;
        if (ofOthers && !me.roles().contains(AUTHOR)) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    "Only a policy-author may assume another requester, session, clock, commit or votes. Leave them out.");
        }
        return self;
    }

    /// Votes are assumed one after the other, each put to policy like a real one: it finds the stages open that the
    /// decision before it opened.
    private static Explained answer(Question question, ExplainBody body, PolicySet set, PolicyRef name) {
        List<Vote> votes = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        Ask ask = question.ask(1, votes, windows);
        for (ExplainBody.@Nullable Approval approval :
                Objects.requireNonNullElse(body.approvals(), List.<ExplainBody.@Nullable Approval>of())) {
            open(set.decide(ask, name), windows);
            votes.add(question.vote(Objects.requireNonNull(approval)));
            ask = question.ask(votes.size() + 1, votes, windows);
        }
        Explanation explanation = set.explain(ask, name);
        Map<UUID, String> stages = votes.stream().collect(Collectors.toMap(Vote::voteId, Vote::stage));
        DecisionView decision = DecisionView.of(
                explanation.decision(), ask.number(), set, vote -> stages.getOrDefault(vote.voteId(), ""));
        return new Explained(decision, explanation.wouldPass());
    }

    private static void open(Decision decision, List<Window> windows) {
        Set<String> known = windows.stream().map(Window::stage).collect(Collectors.toCollection(HashSet::new));
        decision.stages().stream()
                .filter(stage -> known.add(stage.stage()))
                .forEach(stage -> windows.add(new Window(stage.stage(), stage.openedAt())));
    }
}
