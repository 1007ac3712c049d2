package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision.Truth;
import hourglass.policy.Decision.VoteOutcome;
import hourglass.policy.Decision.VoteResult;
import hourglass.policy.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Counts the votes of one ask anew, for one offer and against this commit (rule 12).
///
/// Offers count apart: what a second policy asks for can't take a vote away from the first (law L2). Within an offer
/// one person has one vote. None of these guards can be switched off.
final class Ballots {
    private final Ask ask;
    private final AskFacts facts;
    private final Approvers approvers;
    private final StageLife life;
    private final Judge judge = new Judge();
    private final Map<String, Integer> yes = new HashMap<>();
    private final Set<String> voted = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();
    private final List<VoteResult> results = new ArrayList<>();

    /// @param stages of the offer, by id
    Ballots(Ask ask, AskFacts facts, Approvers approvers, StageLife life, Map<String, Wanted> stages) {
        this.ask = ask;
        this.facts = facts;
        this.approvers = approvers;
        this.life = life;
        for (Vote vote : ask.votes()) {
            Wanted wanted = stages.get(StageLife.id(vote.stage()));
            VoteOutcome outcome = outcome(vote, wanted);
            if (outcome == VoteOutcome.COUNTED && wanted != null) {
                take(vote, wanted.stage());
            }
            results.add(new VoteResult(vote.voteId(), outcome));
        }
    }

    private void take(Vote vote, LinkedStage stage) {
        if (vote.yes()) {
            voted.add(key(vote.person()));
            yes.merge(stage.id(), 1, Integer::sum);
        } else {
            refused.add(stage.name());
        }
    }

    /// How many counted for the stage.
    int yes(LinkedStage stage) {
        return yes.getOrDefault(stage.id(), 0);
    }

    /// Whether this person has a yes on this request.
    boolean hasVoted(String person) {
        return voted.contains(key(person));
    }

    /// Names of the stages that somebody refused; one ends the request.
    List<String> refused() {
        return List.copyOf(refused);
    }

    List<VoteResult> results() {
        return results;
    }

    /// What the conditions on the votes said and read.
    Judge judge() {
        return judge;
    }

    private VoteOutcome outcome(Vote vote, @Nullable Wanted wanted) {
        if (approvers.isRequester(vote.person())) {
            return VoteOutcome.OWN_REQUEST;
        }
        Instant opened = wanted == null ? null : life.openedAt(wanted.stage());
        if (wanted == null || opened == null) {
            return VoteOutcome.NOT_OPEN;
        }
        LinkedStage stage = wanted.stage();
        StageLife.Span span = life.span(stage, wanted.need(), opened);
        Instant at = vote.session().at();
        if (!span.holds(at)) {
            return VoteOutcome.NOT_OPEN;
        }
        if (hasVoted(vote.person())) {
            return VoteOutcome.ALREADY_VOTED;
        }
        StageLife.Electorate electorate = life.electorate(stage);
        boolean asked = electorate.from().contains(vote.person())
                || (span.escalated(at) && electorate.ask().contains(vote.person()));
        if (!asked || !approvers.isActive(vote.person())) {
            return VoteOutcome.NOT_ASKED;
        }
        return vote.digest().equals(ask.digest()) && holdsFor(vote, stage)
                ? VoteOutcome.COUNTED
                : VoteOutcome.NOT_ELIGIBLE;
    }

    private boolean holdsFor(Vote vote, LinkedStage stage) {
        Map<String, Object> variables = facts.withApprover(vote.person(), vote);
        boolean holds = true;
        for (List<LinkedCondition> conditions : List.of(stage.where(), approvers.always())) {
            for (LinkedCondition condition : conditions) {
                Truth truth =
                        judge.judgeVote(condition, variables, vote.voteId().toString());
                holds &= truth == Truth.TRUE;
            }
        }
        return holds;
    }

    private static String key(String person) {
        return person.toLowerCase(Locale.ROOT);
    }
}
