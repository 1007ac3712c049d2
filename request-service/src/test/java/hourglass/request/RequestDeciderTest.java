package hourglass.request;

import static hourglass.request.Fixtures.ALICE;
import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.operator;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Fixtures.teamLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Cancelled;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Evaluating;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Held;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.AccessRequest.Lapsed;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.AccessRequest.Scheduled;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import hourglass.request.Refusal.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the decider does with everything but votes.
class RequestDeciderTest {
    private static final Around NOW = Around.at(NINE);

    private static AccessRequest submitted() {
        return RequestDecider.submit(content(newId()), DIGEST, session("a1"), NOW)
                .next();
    }

    private static Result decide(AccessRequest request, Command command, Surroundings around) {
        return RequestDecider.decide(request, command, around);
    }

    private static Step moved(AccessRequest request, Command command, Surroundings around) {
        assertThat(decide(request, command, around)).isInstanceOf(Result.Moved.class);
        return ((Result.Moved) decide(request, command, around)).step();
    }

    private static AccessRequest after(AccessRequest request, Decision answer) {
        return moved(request, new Command.TakeAnswer(answer), NOW).next();
    }

    private static AccessRequest ordered() {
        return after(submitted(), Answer.to(1).allow());
    }

    private static AccessRequest active() {
        AccessRequest ordered = ordered();
        return moved(ordered, new Command.HearGrant(news(ordered.id(), 1, new GrantNews.Activated(activation()))), NOW)
                .next();
    }

    private static Refusal refused(AccessRequest request, Command command) {
        assertThat(decide(request, command, NOW)).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) decide(request, command, NOW)).refusal();
    }

    @Test
    void asksPolicyOnSubmissionWithEverythingItMayLookAt() {
        Step step = RequestDecider.submit(content(newId()), DIGEST, session("a1"), NOW.withSerial(7));

        assertThat(step.next()).isInstanceOf(Evaluating.class);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(Event.AccessRequested.class, event -> {
            assertThat(event.ask().number()).isEqualTo(1);
            assertThat(event.ask().cause()).isEqualTo(AskCause.SUBMITTED);
            assertThat(event.ask().policyAtLeast()).isEqualTo(7);
            assertThat(event.ask().askedAt()).isEqualTo(NINE);
        });
    }

    @Test
    void ordersTheGrantOnAnAllowInTheSameStep() {
        Step step = moved(submitted(), new Command.TakeAnswer(Answer.to(1).allow()), NOW);

        assertThat(step.next()).isInstanceOf(Ordered.class);
        assertThat(step.events().getLast()).isInstanceOfSatisfying(Event.GrantOrdered.class, order -> {
            assertThat(order.allowance()).isEqualTo("a.signed.word");
            assertThat(order.startBy()).isEqualTo(NINE.plusSeconds(180));
        });
    }

    @Test
    void goesWhereTheAnswerSays() {
        assertThat(after(submitted(), Answer.to(1).hold(Decision.Mend.RESUME))).isInstanceOf(Held.class);
        assertThat(after(submitted(), Answer.to(1).asking(teamLead()).review())).isInstanceOf(InReview.class);
        assertThat(after(
                        submitted(),
                        Answer.to(1).starting(NINE.plusSeconds(3600)).allow()))
                .isInstanceOf(Scheduled.class);
        assertThat(after(submitted(), Answer.to(1).deny("NOT_ELIGIBLE"))).isInstanceOf(AccessRequest.Denied.class);
        assertThat(after(submitted(), Answer.to(1).deny("LAPSED"))).isInstanceOf(Lapsed.class);
    }

    @Test
    void appliesTheAnswerToTheNewestAskOnly() {
        AccessRequest asked = moved(submitted(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2))
                .next();

        assertThat(decide(asked, new Command.TakeAnswer(Answer.to(1).under(2).allow()), NOW.withSerial(2)))
                .isInstanceOf(Result.Unchanged.class);
        assertThat(moved(asked, new Command.TakeAnswer(Answer.to(2).under(2).allow()), NOW.withSerial(2))
                        .next())
                .isInstanceOf(Ordered.class);
    }

    @Test
    void appliesAnAnswerOnce() {
        AccessRequest held = after(submitted(), Answer.to(1).hold(Decision.Mend.ASK_AGAIN));

        assertThat(decide(held, new Command.TakeAnswer(Answer.to(1).allow()), NOW))
                .isInstanceOf(Result.Unchanged.class);
        assertThat(decide(ordered(), new Command.TakeAnswer(Answer.to(1).allow()), NOW))
                .isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void asksAgainInsteadOfTakingAnAllowUnderAnOlderPolicy() {
        Step step =
                moved(submitted(), new Command.TakeAnswer(Answer.to(1).under(1).allow()), NOW.withSerial(2));

        assertThat(step.next()).isInstanceOf(Evaluating.class);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(Event.EvaluationAsked.class, event -> {
            assertThat(event.ask().number()).isEqualTo(2);
            assertThat(event.ask().cause()).isEqualTo(AskCause.RETRY);
            assertThat(event.ask().policyAtLeast()).isEqualTo(2);
        });
    }

    @Test
    void takesAnAllowToAnAskOfUpToSixtySecondsOnly() {
        Command allow = new Command.TakeAnswer(Answer.to(1).allow());

        assertThat(moved(submitted(), allow, NOW.later(Duration.ofSeconds(60))).next())
                .isInstanceOf(Ordered.class);
        Step late = moved(submitted(), allow, NOW.later(Duration.ofMillis(60_001)));
        assertThat(late.next()).isInstanceOf(Evaluating.class);
        assertThat(late.events()).singleElement().isInstanceOf(Event.EvaluationAsked.class);
    }

    @Test
    void refusesADecisionAboutOtherContent() {
        assertThatThrownBy(() -> decide(
                        submitted(),
                        new Command.TakeAnswer(
                                Answer.to(1).about("e".repeat(64)).allow()),
                        NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other content");
    }

    @Test
    void endsAnOrderThatPolicyNoLongerAllows() {
        AccessRequest asked = moved(ordered(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2))
                .next();
        Decision review = Answer.to(2).under(2).asking(teamLead()).review();
        Step step = moved(asked, new Command.TakeAnswer(review), NOW.withSerial(2));

        assertThat(step.next()).isInstanceOf(Ending.class);
        assertThat(step.events().getLast()).isEqualTo(new Event.EndRequested(EndReason.POLICY, review.id(), null));
    }

    @Test
    void endsAnActiveGrantOnADenyButNotOnAHold() {
        AccessRequest asked = moved(active(), new Command.AskAgain(AskCause.PERSON), NOW.withSerial(2))
                .next();

        assertThat(moved(asked, new Command.TakeAnswer(Answer.to(2).hold(Decision.Mend.RESUME)), NOW)
                        .next())
                .isInstanceOf(Active.class);
        Step denied = moved(asked, new Command.TakeAnswer(Answer.to(2).deny("FORBIDDEN")), NOW);
        assertThat(denied.next()).isInstanceOf(Ending.class);
        assertThat(denied.events().getLast())
                .isInstanceOfSatisfying(
                        Event.EndRequested.class,
                        end -> assertThat(end.reason()).isEqualTo(EndReason.PERSON));
    }

    @Test
    void endsAGrantThatBecameActiveBeforeTheAnswerToItsOrderedAskCame() {
        AccessRequest asked = moved(ordered(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2))
                .next();
        AccessRequest active = moved(
                        asked, new Command.HearGrant(news(asked.id(), 1, new GrantNews.Activated(activation()))), NOW)
                .next();

        assertThat(moved(active, new Command.TakeAnswer(Answer.to(2).under(2).hold(Decision.Mend.RESUME)), NOW)
                        .next())
                .isInstanceOf(Ending.class);
    }

    @Test
    void endsAnOrderByTheAnswerToARepeatedAskThatWasPutWhileItWasOrdered() {
        AccessRequest asked = moved(ordered(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2))
                .next();
        AccessRequest active = moved(
                        asked, new Command.HearGrant(news(asked.id(), 1, new GrantNews.Activated(activation()))), NOW)
                .next();
        Around later = NOW.withSerial(2).later(Duration.ofSeconds(30));
        Step repeated = moved(active, new Command.AskAgain(AskCause.RETRY), later);

        assertThat(repeated.events()).singleElement().isInstanceOfSatisfying(Event.EvaluationAsked.class, event -> {
            assertThat(event.ask().number()).isEqualTo(3);
            assertThat(event.ask().cause()).isEqualTo(AskCause.POLICY);
            assertThat(event.ask().phase()).isEqualTo(Phase.ORDERED);
        });
        assertThat(repeated.next().dossier().asks().retries()).isEqualTo(1);
        assertThat(moved(
                                repeated.next(),
                                new Command.TakeAnswer(Answer.to(3).under(2).hold(Decision.Mend.RESUME)),
                                later)
                        .next())
                .isInstanceOf(Ending.class);
    }

    @Test
    void saysWhyAGrantEndsThoughPolicyHadToBeAskedTwice() {
        AccessRequest asked = moved(active(), new Command.AskAgain(AskCause.PERSON), NOW.withSerial(2))
                .next();
        Around now = NOW.withSerial(2);
        for (int seconds : List.of(30, 120, 600)) {
            Command retry = new Command.AskAgain(AskCause.RETRY);
            assertThat(decide(asked, retry, now.later(Duration.ofSeconds(seconds - 1))))
                    .isInstanceOf(Result.Unchanged.class);
            now = now.later(Duration.ofSeconds(seconds));
            asked = moved(asked, retry, now).next();
        }
        Decision denied = Answer.to(5).under(2).deny("FORBIDDEN");

        assertThat(moved(asked, new Command.TakeAnswer(denied), now).events().getLast())
                .isEqualTo(new Event.EndRequested(EndReason.PERSON, denied.id(), null));
    }

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

    @Test
    void givesUpAfterAQuarterOfAnHourWithoutAnAnswer() {
        Command giveUp = new Command.GiveUp();

        assertThat(decide(submitted(), giveUp, NOW.later(Duration.ofSeconds(899))))
                .isInstanceOf(Result.Unchanged.class);
        assertThat(moved(submitted(), giveUp, NOW.later(Duration.ofMinutes(15))).events())
                .containsExactly(new Event.RequestCancelled(CancelReason.UNANSWERED, null, null));
        AccessRequest held = after(submitted(), Answer.to(1).hold(Decision.Mend.RESUME));
        assertThat(decide(held, giveUp, NOW.later(Duration.ofHours(1)))).isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void repeatsAnUnansweredAskAfterThirtySecondsThenTwoMinutesThenTen() {
        Command retry = new Command.AskAgain(AskCause.RETRY);
        AccessRequest request = submitted();
        Around now = NOW;
        for (int seconds : List.of(30, 120, 600, 600)) {
            assertThat(decide(request, retry, now.later(Duration.ofSeconds(seconds - 1))))
                    .isInstanceOf(Result.Unchanged.class);
            now = now.later(Duration.ofSeconds(seconds));
            request = moved(request, retry, now).next();
        }
        AccessRequest held = after(submitted(), Answer.to(1).hold(Decision.Mend.RESUME));
        assertThat(decide(held, retry, NOW.later(Duration.ofDays(1)))).isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void asksAgainWhenTimeAloneCanChangeTheAnswer() {
        Command timer = new Command.AskAgain(AskCause.TIMER);
        AccessRequest held =
                after(submitted(), Answer.to(1).againAt(NINE.plusSeconds(60)).hold(Decision.Mend.ASK_AGAIN));

        assertThat(decide(held, timer, NOW.later(Duration.ofSeconds(59)))).isInstanceOf(Result.Unchanged.class);
        Step step = moved(held, timer, NOW.later(Duration.ofSeconds(60)));
        assertThat(decide(step.next(), timer, NOW.later(Duration.ofSeconds(61))))
                .isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void asksAnOpenRequestAtMostOnceAMinuteBecauseOfNewerPolicies() {
        Command policy = new Command.AskAgain(AskCause.POLICY);
        AccessRequest once = moved(submitted(), policy, NOW.withSerial(2)).next();

        assertThat(decide(submitted(), policy, NOW)).isInstanceOf(Result.Unchanged.class);
        assertThat(decide(once, policy, NOW.later(Duration.ofSeconds(59)).withSerial(3)))
                .isInstanceOf(Result.Unchanged.class);
        assertThat(decide(once, policy, NOW.later(Duration.ofSeconds(60)).withSerial(3)))
                .isInstanceOf(Result.Moved.class);
    }

    @Test
    void asksAnOrderedRequestAtOnceAndAnActiveOneOnlyIfItsDecisionSaysWatch() {
        Command policy = new Command.AskAgain(AskCause.POLICY);
        AccessRequest again = moved(ordered(), policy, NOW.withSerial(2)).next();

        assertThat(decide(again, policy, NOW.withSerial(3))).isInstanceOf(Result.Moved.class);
        assertThat(decide(active(), policy, NOW.withSerial(2))).isInstanceOf(Result.Unchanged.class);
        assertThat(decide(watched(), policy, NOW.withSerial(2))).isInstanceOf(Result.Moved.class);
    }

    @Test
    void saysWhatOrderedAndLiveAccessRestsOnWheneverItIsJudgedAgain() {
        assertThat(asked(RequestDecider.submit(content(newId()), DIGEST, session("a1"), NOW))
                        .basis())
                .isNull();
        assertThat(asked(moved(submitted(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2)))
                        .basis())
                .as("nothing is given yet")
                .isNull();
        Step again = moved(ordered(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2));
        assertThat(asked(again).basis()).isEqualTo(new Basis("payments-staging/member", false));

        AccessRequest kept = moved(
                        moved(watched(), new Command.AskAgain(AskCause.POLICY), NOW.withSerial(2))
                                .next(),
                        new Command.TakeAnswer(
                                Answer.to(2).under(2).by("another/way").allow()),
                        NOW.withSerial(2))
                .next();
        Step later = moved(kept, new Command.AskAgain(AskCause.PERSON), NOW.withSerial(3));
        assertThat(asked(later).basis())
                .as("a later answer gives nothing new")
                .isEqualTo(new Basis("payments-staging/member", true));
        Step repeated = moved(
                later.next(),
                new Command.AskAgain(AskCause.RETRY),
                NOW.withSerial(3).later(Duration.ofSeconds(30)));
        assertThat(asked(repeated).basis()).isEqualTo(asked(later).basis());
    }

    private static AccessRequest watched() {
        AccessRequest ordered = after(submitted(), Answer.to(1).watching().allow());
        return moved(ordered, new Command.HearGrant(news(ordered.id(), 1, new GrantNews.Activated(activation()))), NOW)
                .next();
    }

    private static Ask asked(Step step) {
        return switch (step.events().getLast()) {
            case Event.AccessRequested(var ask) -> ask;
            case Event.EvaluationAsked(var ask) -> ask;
            case Event other -> throw new AssertionError("No ask: " + other);
        };
    }

    @Test
    void followsItsGrantToTheEnd() {
        AccessRequest request = ordered();
        request = heard(request, 1, new GrantNews.Started());
        request = heard(request, 2, new GrantNews.Activated(activation()));
        assertThat(request).isInstanceOf(Active.class);
        request = heard(request, 3, new GrantNews.RemovalOverdue(NINE.plusSeconds(1802), 3, "no answer"));
        assertThat(request)
                .isInstanceOfSatisfying(
                        Ending.class, ending -> assertThat(ending.overdue()).isTrue());
        request = heard(request, 4, revoked());
        assertThat(request)
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.reason()).isEqualTo(EndReason.EXPIRED));
    }

    @Test
    void failsWhenItsGrantNeverBegan() {
        AccessRequest failed =
                heard(ordered(), 1, new GrantNews.NeverActive(EndReason.TOO_LATE, "the target was down"));

        assertThat(failed).isInstanceOf(Failed.class);
    }

    @Test
    void hearsEachEventOfItsGrantOnce() {
        AccessRequest active = active();

        assertThat(decide(
                        active,
                        new Command.HearGrant(news(active.id(), 1, new GrantNews.Activated(activation()))),
                        NOW))
                .isInstanceOf(Result.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"EXPIRED", "OPERATOR", "UNKNOWN"})
    void refusesToHearOfAGrantThatWasNeverOrdered(EndReason reason) {
        AccessRequest request = submitted();

        assertThatThrownBy(() -> heard(request, 1, new GrantNews.EndBegun(reason, NINE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EVALUATING");
    }

    private static GrantNews.Revoked revoked() {
        return new GrantNews.Revoked(
                EndReason.EXPIRED,
                activation(),
                NINE.plusSeconds(1802),
                NINE.plusSeconds(1803),
                1,
                List.of(),
                List.of());
    }

    private static AccessRequest heard(AccessRequest request, long sequence, GrantNews.What what) {
        return moved(request, new Command.HearGrant(news(request.id(), sequence, what)), NOW)
                .next();
    }
}
