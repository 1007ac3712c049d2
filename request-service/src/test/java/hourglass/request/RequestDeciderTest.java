package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Fixtures.teamLead;
import static hourglass.request.Lives.NOW;
import static hourglass.request.Lives.active;
import static hourglass.request.Lives.after;
import static hourglass.request.Lives.decide;
import static hourglass.request.Lives.moved;
import static hourglass.request.Lives.ordered;
import static hourglass.request.Lives.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Evaluating;
import hourglass.request.AccessRequest.Held;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.AccessRequest.Lapsed;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.AccessRequest.Scheduled;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the decider makes of policy's answers.
class RequestDeciderTest {
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
}
