package hourglass.policy.engine;

import static hourglass.policy.AnAsk.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.AnAsk;
import hourglass.policy.Binding;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Condition;
import hourglass.policy.Decision.Mend;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.PolicySet;
import hourglass.policy.Repo;
import hourglass.policy.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final PolicySet SEED = Repo.seed().set();

    private static AnAsk staging() {
        return AnAsk.of("alice", "payments-staging", "reader");
    }

    private static AnAsk debugging() {
        return AnAsk.of("alice", "payments-eu", "debugger");
    }

    private static AnAsk emergency(String person) {
        return AnAsk.of(person, "payments-eu", "debugger")
                .breakingGlass()
                .lasting("PT15M")
                .at("2026-12-24T02:00:00Z")
                .submittedAt(TEN);
    }

    private static Condition condition(Decision decision, String name) {
        return decision.conditions().stream()
                .filter(condition -> condition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allowsAtOnceWithABindingAndThreeMinutesToBegin() {
        Decision decision = staging().lasting("PT1M").decidedBy(SEED);

        assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.binding())
                .isEqualTo(new Binding("staging-db", "alice", List.of("payments_staging_reader")));
        assertThat(decision.grantedSeconds()).isEqualTo(60);
        assertThat(decision.startBy()).isEqualTo(TEN.plusSeconds(180));
        assertThat(decision.askAgainAt()).isNull();
    }

    @Test
    void namesTheAccountThatTheDirectoryGivesThePerson() {
        PolicySet set = Repo.seed()
                .replace("directory.yaml", "  alice:\n", "  alice:\n    accounts: { staging-db: a.berg }\n")
                .set();

        Binding binding = staging().decidedBy(set).binding();

        assertThat(binding).isNotNull().extracting(Binding::account).isEqualTo("a.berg");
    }

    @Test
    void waitsForAWantedStartAndDecidesByThatMoment() {
        Decision scheduled = AnAsk.of("dave", "payments-eu", "reader")
                .startingAt(TEN.plus(Duration.ofHours(2)))
                .decidedBy(SEED);
        assertThat(scheduled.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(scheduled.startsAt()).isEqualTo(TEN.plus(Duration.ofHours(2)));
        assertThat(scheduled.askAgainAt()).isEqualTo(TEN.plus(Duration.ofHours(2)));
        assertThat(scheduled.startBy()).isNull();

        Decision closed = debugging().startingAt(TEN.plus(Duration.ofHours(10))).decidedBy(SEED);
        assertThat(closed.cause()).isEqualTo(Cause.FORBIDDEN);
    }

    @Test
    void deniesWhatTheCatalogDoesNotListOrOffersToNobody() {
        assertThat(AnAsk.of("alice", "nowhere", "reader").decidedBy(SEED).cause())
                .isEqualTo(Cause.NO_POLICY);
        assertThat(AnAsk.of("alice", "prod-eu", "deployer").decidedBy(SEED).cause())
                .as("a role without a target")
                .isEqualTo(Cause.NO_POLICY);
    }

    @Test
    void deniesAnAskThatIsTooLarge() {
        assertThat(staging().because("x".repeat(1_001)).decidedBy(SEED).cause()).isEqualTo(Cause.TOO_LARGE);
        assertThat(staging().ticket("x".repeat(300_000)).decidedBy(SEED).cause())
                .isEqualTo(Cause.TOO_LARGE);
        AnAsk ask = staging();
        for (int i = 0; i < 201; i++) {
            ask.yes("bob", "team-lead");
        }
        assertThat(ask.decidedBy(SEED).cause()).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    void deniesStrangersTheInactiveAndTheLocked() {
        for (String person : List.of("nobody", "mike")) {
            assertThat(AnAsk.of(person, "payments-staging", "reader")
                            .decidedBy(SEED)
                            .failed())
                    .containsExactly("built-in/active");
        }
        Decision locked =
                staging().standing(new Standing(List.of(), null, 0, true)).decidedBy(SEED);
        assertThat(locked.failed()).containsExactly("built-in/active");
        assertThat(condition(locked, "built-in/active").message()).contains("locked");
    }

    @Test
    void takesASessionOfTheFutureForUnknown() {
        Decision decision = debugging().signedInAt(TEN.plusSeconds(61)).decidedBy(SEED);

        assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
        assertThat(decision.unknown()).containsExactly("payments-debug/fresh-mfa");
        assertThat(debugging().signedInAt(TEN.plusSeconds(60)).decidedBy(SEED).outcome())
                .isEqualTo(Outcome.REVIEW);
    }

    @Test
    void saysHowAHoldCanBeMended() {
        Decision stale = debugging().signedInAt(TEN.minusSeconds(1_200)).decidedBy(SEED);
        assertThat(stale.mend()).isEqualTo(Mend.RESUME);
        assertThat(debugging().byMethods("pwd").decidedBy(SEED).mend()).isEqualTo(Mend.RESUME);
        assertThat(debugging().ticket("CHG-1").decidedBy(SEED).mend()).isEqualTo(Mend.ASK_AGAIN);
        assertThat(debugging().lasting("PT3H").decidedBy(SEED).mend()).isEqualTo(Mend.ASK_AGAIN);
        assertThat(debugging().decidedBy(SEED).mend()).isNull();
    }

    @Test
    void letsAHoldLapseAfterADay() {
        AnAsk held = debugging().ticket("CHG-1").at("2026-11-25T08:59:59Z");
        assertThat(held.decidedBy(SEED).outcome()).isEqualTo(Outcome.HOLD);
        assertThat(held.decidedBy(SEED).askAgainAt()).isEqualTo(TEN.plus(Duration.ofHours(24)));

        Decision lapsed = held.at("2026-11-25T09:00:00Z").decidedBy(SEED);
        assertThat(lapsed.outcome()).isEqualTo(Outcome.DENY);
        assertThat(lapsed.cause()).isEqualTo(Cause.LAPSED);
    }

    @Test
    void turnsStagesOverOnTimeAndSaysWhen() {
        AnAsk ask = debugging();
        Decision first = ask.decidedBy(SEED);
        assertThat(first.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.stage()).isEqualTo("payments-debug/team-lead");
            assertThat(stage.asked()).containsExactly("bob");
            assertThat(stage.closesAt()).isEqualTo(TEN.plus(Duration.ofMinutes(40)));
        });
        assertThat(first.askAgainAt()).isEqualTo(TEN.plus(Duration.ofMinutes(20)));

        Decision later = ask.after(first).at(TEN.plus(Duration.ofMinutes(20))).decidedBy(SEED);
        assertThat(later.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.escalated()).isTrue();
            assertThat(stage.asked()).containsExactly("bob", "carol");
            assertThat(stage.openedAt()).isEqualTo(TEN);
        });
        assertThat(later.askAgainAt()).isEqualTo(TEN.plus(Duration.ofMinutes(40)));

        Decision over = ask.at(TEN.plus(Duration.ofMinutes(40))).decidedBy(SEED);
        assertThat(over.cause()).isEqualTo(Cause.LAPSED);
        assertThat(over.failed()).containsExactly("payments-debug/team-lead");
    }

    @Test
    void asksAgainWhenAClosingMakesTheTimeTooShort() {
        Decision decision = debugging()
                .at("2026-11-24T16:30:00Z")
                .submittedAt(TEN.plus(Duration.ofMinutes(449)))
                .signedInAt(TEN.plus(Duration.ofMinutes(448)))
                .decidedBy(SEED);

        assertThat(decision.notAfter()).isEqualTo("2026-11-24T17:00:00Z");
        assertThat(decision.askAgainAt())
                .as("the policy's minimum is 15 minutes")
                .isEqualTo("2026-11-24T16:45:00.000001Z");
    }

    @Test
    void breaksTheGlassWithReviewersAndWhomToTell() {
        Decision decision = emergency("dave").decidedBy(SEED);

        assertThat(decision.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.breakGlass()).isTrue();
        assertThat(decision.notifies()).containsExactly("group:security-duty", "owner-of:resource");
        assertThat(decision.review())
                .isEqualTo(new Decision.ReviewPlan(List.of("group:sre-leads"), List.of("erin", "frank"), 1, 86_400));
    }

    @Test
    void breaksNoGlassThatTooFewPeopleCouldReview() {
        Repo twoReviewers = Repo.seed()
                .replace(
                        "policies/sre/sre.yaml",
                        "from: group:sre-leads\n        need: 1",
                        "from: group:sre-leads\n        need: 2");
        assertThat(emergency("dave").decidedBy(twoReviewers.set()).outcome()).isEqualTo(Outcome.ALLOW);

        Decision own = emergency("erin").decidedBy(twoReviewers.set());
        assertThat(own.outcome()).isEqualTo(Outcome.DENY);
        assertThat(own.cause()).isEqualTo(Cause.NO_APPROVER);
        assertThat(own.failed()).containsExactly("database-emergency/emergency");

        PolicySet gone = twoReviewers
                .replace("directory.yaml", "  sre-leads: [erin, frank]", "  sre-leads: [erin, mike]")
                .set();
        assertThat(emergency("dave").decidedBy(gone).cause())
                .as("mike is not active")
                .isEqualTo(Cause.NO_APPROVER);
    }

    @Test
    void answersTheSameAskWithTheSameBytes() {
        AnAsk ask = debugging();
        ask.after(ask.decidedBy(SEED)).at(TEN.plusSeconds(60)).yes("bob", "team-lead");

        assertThat(ask.decidedBy(Repo.seed().set()).resultDigest())
                .isEqualTo(ask.decidedBy(SEED).resultDigest());
        assertThat(Repo.seed().set().bundleDigest()).isEqualTo(SEED.bundleDigest());
        assertThat(Repo.seed().replace("calendars.yaml", "09:00", "09:01").set().bundleDigest())
                .isNotEqualTo(SEED.bundleDigest());
    }

    @Test
    void leavesDurationsOutsideOfTheFactsRangeUnknownAndHeld() {
        Decision decision =
                AnAsk.of("alice", "payments-dev", "reader").lasting("PT48H").decidedBy(SEED);

        assertThat(decision.outcome()).isEqualTo(Outcome.HOLD);
        assertThat(decision.unknown()).isEmpty();
        assertThat(decision.failed()).contains("baseline/duration");
    }
}
