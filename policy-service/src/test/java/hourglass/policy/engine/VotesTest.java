package hourglass.policy.engine;

import static hourglass.policy.AnAsk.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.AnAsk;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Decision.VoteOutcome;
import hourglass.policy.Decision.VoteResult;
import hourglass.policy.PolicySet;
import hourglass.policy.Repo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Rule 12: which votes count, under which commit.
class VotesTest {
    private static final PolicySet SEED = Repo.seed().set();

    private static AnAsk debugging() {
        return AnAsk.of("alice", "payments-eu", "debugger");
    }

    private static VoteOutcome voteOutcome(Decision decision) {
        return decision.votes().stream().map(VoteResult::outcome).toList().getLast();
    }

    @Test
    void countsOnlyVotesThatMayCount() {
        AnAsk ask = debugging();
        ask.after(ask.decidedBy(SEED)).at(TEN.plusSeconds(60));
        assertThat(voteOutcome(ask.yes("Alice", "team-lead").decidedBy(SEED))).isEqualTo(VoteOutcome.OWN_REQUEST);
        assertThat(voteOutcome(ask.yes("carol", "team-lead").decidedBy(SEED))).isEqualTo(VoteOutcome.NOT_ASKED);
        assertThat(voteOutcome(ask.yes("bob", "owner").decidedBy(SEED))).isEqualTo(VoteOutcome.NOT_OPEN);
        assertThat(voteOutcome(ask.yesTo("e".repeat(64), "bob", "team-lead").decidedBy(SEED)))
                .as("of another content")
                .isEqualTo(VoteOutcome.NOT_ELIGIBLE);
        Decision counted = ask.yes("bob", "payments-debug/team-lead").decidedBy(SEED);
        assertThat(voteOutcome(counted)).isEqualTo(VoteOutcome.COUNTED);
        assertThat(counted.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(voteOutcome(ask.yes("bob", "team-lead").decidedBy(SEED))).isEqualTo(VoteOutcome.ALREADY_VOTED);
    }

    @Test
    void countsNoVoteBeforeItsStageOpensOrAfterItClosed() {
        AnAsk early =
                debugging().at(TEN.minusSeconds(1)).yes("bob", "team-lead").at(TEN);
        early.after(debugging().decidedBy(SEED));
        assertThat(voteOutcome(early.decidedBy(SEED))).isEqualTo(VoteOutcome.NOT_OPEN);

        AnAsk late = debugging();
        late.after(late.decidedBy(SEED)).at(TEN.plus(Duration.ofMinutes(40))).yes("bob", "team-lead");
        assertThat(voteOutcome(late.decidedBy(SEED))).isEqualTo(VoteOutcome.NOT_OPEN);
    }

    @Test
    void countsVotesAnewUnderANewerCommit() {
        AnAsk ask = debugging();
        ask.after(ask.decidedBy(SEED)).at(TEN.plusSeconds(60)).yes("bob", "team-lead");
        assertThat(ask.decidedBy(SEED).outcome()).isEqualTo(Outcome.ALLOW);

        PolicySet without = Repo.seed()
                .replace("directory.yaml", "  payments:\n    leads: [bob]", "  payments:\n    leads: [carol]")
                .set();
        Decision anew = ask.decidedBy(without);
        assertThat(anew.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(voteOutcome(anew)).isEqualTo(VoteOutcome.NOT_ASKED);
    }

    @Test
    void endsOnOneNoAmongVotesInWhateverOrder() {
        AnAsk ask = debugging();
        Decision first = ask.decidedBy(SEED);
        ask.after(first)
                .at(TEN.plus(Duration.ofMinutes(21)))
                .yes("bob", "team-lead")
                .no("carol", "team-lead");

        Decision decision = ask.decidedBy(SEED);

        assertThat(decision.cause()).isEqualTo(Cause.REFUSED);
        assertThat(decision.failed()).containsExactly("payments-debug/team-lead");
    }
}
