package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.AnAsk;
import hourglass.policy.AskCause;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Phase;
import hourglass.policy.PolicySet;
import hourglass.policy.Repo;
import hourglass.policy.Standing;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rule 19: what ends access that is live. Alice reads payments-dev; her access was given by `watched`.
class LiveAccessTest {
    private static final String FILE = "policies/platform/watched.yaml";
    private static final String WATCHED = policy("watched", "'engineers' in requester.groups", true);

    private final Repo repo = Repo.seed()
            .without("policies/platform/platform.yaml")
            .without("policies/platform/platform.test.yaml")
            .put(FILE, WATCHED);
    private Decision given = ask().decidedBy(repo.set());

    @BeforeEach
    void isGivenByTheWatchingPolicy() {
        assertThat(given.way()).isEqualTo("watched/at-once");
        assertThat(given.watch()).isTrue();
    }

    private static String policy(String id, String when, boolean watch) {
        return """
                kind: AccessPolicy
                id: %s
                title: Let in at once
                target: { resource: { name: payments-dev }, role: reader }
                when: { fits: "%s" }
                watch: %s
                routes: [ { id: at-once, approve: automatically } ]
                """.formatted(id, when, watch);
    }

    private static AnAsk ask() {
        return AnAsk.of("alice", "payments-dev", "reader");
    }

    private Decision again() {
        return ask().givenBy(given).decidedBy(repo.set());
    }

    private void aliceIsNoEngineerAnyMore() {
        repo.replace("directory.yaml", "engineers: [alice, ", "engineers: [");
    }

    @Test
    void goesOnWhileItsPolicyStandsAndGetsNoSecondAllowance() {
        Decision decision = again();

        assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.way()).isEqualTo("watched/at-once");
        assertThat(decision.startBy()).isNull();
        assertThat(decision.askAgainAt()).isNull();
    }

    @Test
    void endsWhenTheWhenOfThePolicyThatGaveItTurnsFalse() {
        aliceIsNoEngineerAnyMore();

        assertThat(again().cause()).isEqualTo(Cause.NOT_ELIGIBLE);
        assertThat(again().failed()).containsExactly("watched/fits");
    }

    @Test
    void endsThoughAnotherWayInIsOpen() {
        repo.append(FILE, policy("other", "true", true)).append(FILE, policy("third", "true", false));
        aliceIsNoEngineerAnyMore();
        assertThat(ask().decidedBy(repo.set()).outcome()).isEqualTo(Outcome.ALLOW);

        assertThat(again().failed()).containsExactly("watched/fits");
    }

    @Test
    void isNotEndedByTheWhenOfAPolicyThatDidNotGiveIt() {
        repo.append(FILE, policy("other", "false", true));

        assertThat(again().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(again().way()).isEqualTo("watched/at-once");
    }

    @Test
    void goesOnWhenTheWhenIsUnknown() {
        repo.put(FILE, policy("watched", "request.ticket == 'INC-42'", true));

        Decision decision = ask().givenBy(given).ticket(null).decidedBy(repo.set());

        assertThat(decision.conditions())
                .filteredOn(condition -> condition.name().equals("watched/fits"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.result()).isEqualTo(Decision.Truth.UNKNOWN));
        assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.way()).as("it makes no offer now").isNull();
    }

    @Test
    void endsOnATrueDenyWhoeverGaveIt() {
        AnAsk locked = ask().givenBy(given).standing(new Standing(List.of(), null, 0, true));
        assertThat(locked.decidedBy(repo.set()).cause()).isEqualTo(Cause.FORBIDDEN);

        repo.append("guardrails/organisation.yaml", """
                kind: Guardrail
                id: freeze
                title: Nobody
                target: { resource: { name: payments-dev } }
                deny: { frozen: "true" }
                """);
        assertThat(again().failed()).containsExactly("freeze/frozen");
        given = unwatched();
        assertThat(again().failed()).containsExactly("freeze/frozen");
    }

    @Test
    void isLeftAloneOnceItsPolicyWatchesNoMore() {
        repo.put(FILE, policy("watched", "false", false));

        assertThat(again().outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void isLeftAloneWhenItWasGivenUnwatched() {
        given = unwatched();
        aliceIsNoEngineerAnyMore();

        assertThat(again().outcome())
                .as("its policy watches now, but did not then")
                .isEqualTo(Outcome.ALLOW);
        repo.put(FILE, policy("other", "false", true));
        assertThat(again().outcome()).as("its policy is gone").isEqualTo(Outcome.ALLOW);
    }

    private static Decision unwatched() {
        PolicySet set = Repo.seed()
                .without("policies/platform/platform.yaml")
                .without("policies/platform/platform.test.yaml")
                .put(FILE, policy("watched", "'engineers' in requester.groups", false))
                .set();
        Decision given = ask().decidedBy(set);
        assertThat(given.watch()).isFalse();
        return given;
    }

    @Test
    void endsWithThePolicyThatGaveIt() {
        repo.put(FILE, policy("watched", "true", true).replace("payments-dev", "payments-staging"));
        assertThat(again().cause()).as("it speaks of something else now").isEqualTo(Cause.NO_POLICY);
        assertThat(again().failed()).containsExactly("watched/at-once");

        repo.without(FILE);
        assertThat(again().cause()).isEqualTo(Cause.NO_POLICY);

        repo.put(FILE, policy("other", "requester.id == 'kim'", true));
        assertThat(again().failed()).as("others don't let her in").containsExactly("watched/at-once");
        repo.put(FILE, policy("other", "request.ticket == 'INC-42'", true));
        assertThat(ask().givenBy(given).ticket(null).decidedBy(repo.set()).outcome())
                .as("and what isn't known gives nothing")
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void outlivesItsPolicyWhereAnotherWouldGiveItAtOnce() {
        repo.put(FILE, policy("renamed", "'engineers' in requester.groups", true));

        assertThat(again().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(again().way()).isEqualTo("renamed/at-once");
        aliceIsNoEngineerAnyMore();
        assertThat(again().outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void endsWhenWhatItIsForIsGone() {
        Decision decision = AnAsk.of("alice", "gone", "reader")
                .givenBy(given)
                .in(Phase.ACTIVE, AskCause.RESOURCE)
                .decidedBy(repo.set());

        assertThat(decision.cause()).isEqualTo(Cause.NO_POLICY);
    }

    @Test
    void isJudgedByItsPolicyWhateverMadePolicyLookAgain() {
        AnAsk person = ask().givenBy(given).in(Phase.ACTIVE, AskCause.PERSON);
        assertThat(person.decidedBy(repo.set()).outcome())
                .as("active again by the time of the answer")
                .isEqualTo(Outcome.ALLOW);
        aliceIsNoEngineerAnyMore();
        assertThat(person.decidedBy(repo.set()).failed()).containsExactly("watched/fits");

        AnAsk inactive =
                AnAsk.of("mike", "payments-dev", "reader").givenBy(given).in(Phase.ACTIVE, AskCause.PERSON);
        assertThat(inactive.decidedBy(repo.set()).failed()).containsExactly("built-in/active");
    }

    @Test
    void isFullyJudgedWhileItIsOnlyOrdered() {
        aliceIsNoEngineerAnyMore();
        repo.append(FILE, policy("other", "true", false));

        Decision decision =
                ask().givenBy(given).in(Phase.ORDERED, AskCause.POLICY).decidedBy(repo.set());

        assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.way()).isEqualTo("other/at-once");
        assertThat(Objects.requireNonNull(decision.startBy())).isAfter(decision.askedAt());
    }

    @Test
    void guessesWhereAnAskDoesNotSayWhatGaveIt() {
        AnAsk old = ask().in(Phase.ACTIVE, AskCause.POLICY);
        assertThat(old.decidedBy(repo.set()).outcome()).isEqualTo(Outcome.ALLOW);
        aliceIsNoEngineerAnyMore();
        assertThat(old.decidedBy(repo.set()).failed()).containsExactly("watched/fits");
        repo.append(FILE, policy("other", "true", true));
        assertThat(old.decidedBy(repo.set()).outcome()).isEqualTo(Outcome.ALLOW);

        AnAsk expired = AnAsk.of("carol", "payments-dev", "reader").in(Phase.ACTIVE, AskCause.PERSON);
        assertThat(expired.decidedBy(Repo.seed().set()).outcome())
                .as("its `when` is false, and nobody watches it")
                .isEqualTo(Outcome.ALLOW);
    }
}
