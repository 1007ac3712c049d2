package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Lives.NOW;
import static hourglass.request.Lives.active;
import static hourglass.request.Lives.after;
import static hourglass.request.Lives.decide;
import static hourglass.request.Lives.moved;
import static hourglass.request.Lives.ordered;
import static hourglass.request.Lives.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a request is put before policy again by itself, and called off unanswered.
class AskingAgainTest {
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
}
