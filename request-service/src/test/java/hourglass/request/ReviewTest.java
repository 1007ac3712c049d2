package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.AccessRequest.Active;
import hourglass.request.Decision.ReviewPlan;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import hourglass.request.Refusal.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a broken glass is owed.
class ReviewTest {
    private static final Caller ERIN = caller("erin", "sre-leads");
    private static final Caller FRANK = caller("frank", "sre-leads");

    private static Active active(Decision decision) {
        Dossier dossier = RequestDecider.submit(content(newId()), DIGEST, session("a1"), Around.at(NINE))
                .next()
                .dossier();
        return new Active(dossier.answeredBy(decision), decision, activation());
    }

    private static Review opened(int need) {
        ReviewPlan plan =
                new ReviewPlan(List.of("group:sre-leads"), List.of("erin", "frank"), need, Duration.ofHours(24));
        return Objects.requireNonNull(
                        Review.openedBy(active(Answer.to(1).owing(plan).allow()), activation()))
                .next();
    }

    @Test
    void isOwedByABreakGlassAccessOnly() {
        assertThat(Review.openedBy(active(Answer.to(1).allow()), activation())).isNull();
        assertThat(opened(1).terms().dueAt())
                .isEqualTo(activation().activatedAt().plus(Duration.ofHours(24)));
    }

    @Test
    void isDoneAfterAsManyDistinctVerdictsAsNeeded() {
        Review.Step first = opened(2).reviewedBy(ERIN, true, "prod was down", NINE);
        assertThat(first.next()).isInstanceOf(Review.Open.class);
        assertThat(Objects.requireNonNull(first.next().refusal(ERIN)).rule()).isEqualTo(Rule.ALREADY_DECIDED);

        Review.Step second = first.next().reviewedBy(FRANK, false, "could have waited", NINE);
        assertThat(second.next()).isInstanceOf(Review.Done.class);
        assertThat(second.event())
                .isEqualTo(new Event.ReviewRecorded(FRANK.person(), false, "could have waited", true));
        assertThat(Objects.requireNonNull(second.next().refusal(caller("judy", "sre-leads")))
                        .rule())
                .isEqualTo(Rule.ALREADY_DECIDED);
    }

    @Test
    void isNotForTheRequesterNorForOthers() {
        assertThat(Objects.requireNonNull(opened(1).refusal(caller("alice", "sre-leads")))
                        .rule())
                .isEqualTo(Rule.OWN_REVIEW);
        assertThat(Objects.requireNonNull(opened(1).refusal(caller("ivan"))).rule())
                .isEqualTo(Rule.NOT_ALLOWED);
        assertThat(opened(1).refusal(ERIN)).isNull();
    }

    @Test
    void isOverdueFromItsMomentOnAndMayStillBeDone() {
        Review open = opened(1);

        assertThat(open.overdue(open.terms().dueAt().minusMillis(1))).isNull();
        Review.Step late = Objects.requireNonNull(open.overdue(open.terms().dueAt()));
        assertThat(late.next()).isInstanceOf(Review.Overdue.class);
        assertThat(late.next().overdue(open.terms().dueAt().plusSeconds(1))).isNull();
        assertThat(late.next().reviewedBy(ERIN, true, "it was needed", NINE).next())
                .isInstanceOf(Review.Done.class);
    }
}
