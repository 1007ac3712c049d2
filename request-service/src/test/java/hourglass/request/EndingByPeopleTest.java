package hourglass.request;

import static hourglass.request.Fixtures.ALICE;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.operator;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Fixtures.teamLead;
import static hourglass.request.Lives.NOW;
import static hourglass.request.Lives.active;
import static hourglass.request.Lives.after;
import static hourglass.request.Lives.decide;
import static hourglass.request.Lives.moved;
import static hourglass.request.Lives.ordered;
import static hourglass.request.Lives.refused;
import static hourglass.request.Lives.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.AccessRequest.Cancelled;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Refusal.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Calling off and ending by people, and what only the requester does: resuming and replacing.
class EndingByPeopleTest {
    @Test
    void cancelsBeforeTheOrderAndEndsAfterIt() {
        Command cancel = new Command.Cancel(caller("alice"), "no longer needed");

        assertThat(moved(submitted(), cancel, NOW).next()).isInstanceOf(Cancelled.class);
        assertThat(moved(ordered(), cancel, NOW).events())
                .containsExactly(new Event.EndRequested(EndReason.REQUESTER, null, "no longer needed"));
        assertThat(moved(active(), cancel, NOW).next()).isInstanceOf(Ending.class);
    }

    @Test
    void takesARepeatedCancelForTheSame() {
        AccessRequest cancelled = moved(submitted(), new Command.Cancel(caller("alice"), null), NOW)
                .next();

        assertThat(decide(cancelled, new Command.Cancel(caller("alice"), null), NOW))
                .isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void letsTheOwnerAndAnOperatorWithACommentCancelWhatIsOpen() {
        Caller owner = caller("bob", "payments-leads");
        for (AccessRequest open : List.of(
                submitted(),
                after(submitted(), Answer.to(1).hold(Decision.Mend.RESUME)),
                after(submitted(), Answer.to(1).asking(teamLead()).review()),
                after(submitted(), Answer.to(1).starting(NINE.plusSeconds(3600)).allow()))) {
            assertThat(moved(open, new Command.Cancel(owner, null), NOW).events())
                    .containsExactly(new Event.RequestCancelled(CancelReason.OWNER, null, null));
            assertThat(moved(open, new Command.Cancel(operator("frank"), "incident"), NOW)
                            .events())
                    .containsExactly(new Event.RequestCancelled(CancelReason.OPERATOR, null, "incident"));
            for (String nothing : Arrays.asList(null, " ")) {
                Refusal refusal = refused(open, new Command.Cancel(operator("frank"), nothing));
                assertThat(refusal.rule()).isEqualTo(Rule.INVALID);
                assertThat(refusal.pointer()).isEqualTo("/comment");
            }
        }
    }

    @Test
    void takesACancelAfterTheOrderForAnEndInTheSameCapacity() {
        Caller owner = caller("bob", "payments-leads");
        for (AccessRequest granted : List.of(ordered(), active())) {
            assertThat(moved(granted, new Command.Cancel(owner, null), NOW).events())
                    .containsExactly(new Event.EndRequested(EndReason.OWNER, null, null));
            assertThat(moved(granted, new Command.Cancel(operator("frank"), "incident"), NOW)
                            .events())
                    .containsExactly(new Event.EndRequested(EndReason.OPERATOR, null, "incident"));
            assertThat(refused(granted, new Command.Cancel(operator("frank"), null))
                            .pointer())
                    .isEqualTo("/comment");
        }
    }

    @Test
    void takesTheCancelOfWhatAnotherPersonCancelledForTheSame() {
        AccessRequest cancelled = moved(submitted(), new Command.Cancel(operator("frank"), "incident"), NOW)
                .next();

        assertThat(decide(cancelled, new Command.Cancel(caller("alice"), null), NOW))
                .isInstanceOf(Result.Unchanged.class);
        assertThat(refused(cancelled, new Command.Cancel(auditor(), null)).rule())
                .isEqualTo(Rule.NOT_ALLOWED);
    }

    private static Caller auditor() {
        return new Caller(new PersonId("olga"), session("olga-subject"), Set.of(), false, true);
    }

    @Test
    void letsNobodyElseCancel() {
        AccessRequest review =
                after(submitted(), Answer.to(1).asking(teamLead()).review());

        assertThat(refused(review, new Command.Cancel(caller("bob"), null)).rule())
                .isEqualTo(Rule.NOT_ALLOWED);
        assertThat(refused(review, new Command.Cancel(auditor(), "why not")).rule())
                .isEqualTo(Rule.NOT_ALLOWED);
        assertThat(refused(review, new Command.Cancel(caller("ivan"), null)).rule())
                .isEqualTo(Rule.NOT_FOUND);
    }

    @Test
    void givesNothingAfterACancel() {
        AccessRequest cancelled = moved(submitted(), new Command.Cancel(caller("alice"), null), NOW)
                .next();

        assertThat(decide(cancelled, new Command.TakeAnswer(Answer.to(1).allow()), NOW))
                .isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void letsTheHolderTheOwnerAndAnOperatorWithACommentEndAccess() {
        assertThat(moved(active(), new Command.End(caller("alice"), null), NOW).events())
                .containsExactly(new Event.EndRequested(EndReason.REQUESTER, null, null));
        assertThat(moved(active(), new Command.End(caller("bob", "payments-leads"), null), NOW)
                        .events())
                .containsExactly(new Event.EndRequested(EndReason.OWNER, null, null));
        assertThat(moved(active(), new Command.End(operator("frank"), "incident"), NOW)
                        .events())
                .containsExactly(new Event.EndRequested(EndReason.OPERATOR, null, "incident"));
        assertThat(refused(active(), new Command.End(operator("frank"), " ")).pointer())
                .isEqualTo("/comment");
        assertThat(refused(active(), new Command.End(caller("ivan"), null)).rule())
                .isEqualTo(Rule.NOT_FOUND);
        assertThat(refused(submitted(), new Command.End(caller("alice"), null)).rule())
                .isEqualTo(Rule.WRONG_STATE);
    }

    @Test
    void resumesOnlyAHoldThatAFreshSessionMends() {
        AccessRequest held = after(submitted(), Answer.to(1).hold(Decision.Mend.RESUME));
        Step step = moved(held, new Command.Resume(caller("alice")), NOW.later(Duration.ofMinutes(1)));

        assertThat(step.events()).singleElement().isInstanceOfSatisfying(Event.RequestResumed.class, event -> {
            assertThat(event.ask().session().at()).isEqualTo(NINE.plusSeconds(60));
            assertThat(event.ask().session().subject()).isEqualTo("alice-subject");
        });
        assertThat(decide(step.next(), new Command.Resume(caller("alice")), NOW))
                .as("again, before the answer")
                .isInstanceOf(Result.Unchanged.class);
        AccessRequest other = after(submitted(), Answer.to(1).hold(Decision.Mend.ASK_AGAIN));
        assertThat(refused(other, new Command.Resume(caller("alice"))).rule()).isEqualTo(Rule.WRONG_STATE);
        assertThat(refused(submitted(), new Command.Resume(caller("alice"))).rule())
                .isEqualTo(Rule.WRONG_STATE);
    }

    @Test
    void isReplacedByItsOwnRequesterWhileOpen() {
        RequestId other = newId();

        assertThat(moved(submitted(), new Command.Replace(ALICE, other), NOW).events())
                .containsExactly(new Event.RequestCancelled(CancelReason.REPLACED, other, null));
        assertThat(refused(ordered(), new Command.Replace(ALICE, other)).rule()).isEqualTo(Rule.WRONG_STATE);
        assertThat(refused(submitted(), new Command.Replace(new PersonId("ivan"), other))
                        .rule())
                .isEqualTo(Rule.NOT_FOUND);
    }
}
