package hourglass.request;

import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.ReviewOpened;
import hourglass.events.ReviewOverdue;
import hourglass.request.Decision.ReviewPlan;
import hourglass.request.Decision.Stage;
import hourglass.request.Fixtures.Answer;
import hourglass.request.GrantNews.Activated;
import hourglass.request.GrantNews.Activation;
import hourglass.request.RequestViews.Filter;
import hourglass.request.RequestViews.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What waits for whom: the list and the acts' guards must agree.
class InboxTest extends RealParts {
    private static final List<Caller> PEOPLE = List.of(
            caller("alice", "engineers"),
            caller("bob"),
            caller("carol", "dba"),
            caller("grace", "security-duty"),
            caller("ivan", "engineers"));

    @Autowired
    ReviewBreakGlass reviewBreakGlass;

    private RequestId inReview(Stage... stages) {
        RequestId id = submitted();
        Dossier dossier = view(id).request().dossier();
        Answer answer = Answer.to(1).about(dossier.digest()).asking(stages);
        new TakeDecision(requests).take(id, answer.review());
        return id;
    }

    private boolean waits(Caller caller, RequestId id) {
        return views.inbox(caller, Filter.NONE, new Page(null, 200)).stream()
                .anyMatch(view -> view.request().id().equals(id));
    }

    private void agree(RequestId id) {
        assertThat(PEOPLE)
                .allSatisfy(caller -> assertThat(waits(caller, id))
                        .as("%s", caller.person())
                        .isEqualTo(Acts.of(view(id), caller).actions().stream()
                                .anyMatch(action -> action.equals("approve") || action.equals("review"))));
    }

    @Test
    void holdsOpenStagesThatNameMeOrOneOfMyGroups() {
        RequestId id = inReview(
                stage("a/lead", List.of("lead-of:requester.team"), "bob"),
                stage("b/dba", List.of("group:dba")),
                stage("c/everybody", List.of("group:engineers"), "alice"));

        agree(id);
        assertThat(waits(caller("bob"), id)).isTrue();
        assertThat(waits(caller("carol", "dba"), id)).isTrue();
        assertThat(waits(caller("alice", "engineers"), id)).isFalse();
        assertThat(waits(caller("grace", "security-duty"), id)).isFalse();
    }

    @Test
    void dropsWhatIHaveVotedOnUntilItDidNotCount() {
        Stage lead = stage("a/lead", List.of(), "bob");
        RequestId id = inReview(lead);
        String digest = view(id).request().dossier().digest();
        act.approve(caller("bob"), id, null, digest, null, null);
        agree(id);
        assertThat(waits(caller("bob"), id)).isFalse();

        Vote vote = view(id).request().dossier().votes().getFirst();
        new TakeDecision(requests)
                .take(
                        id,
                        Answer.to(2)
                                .about(digest)
                                .asking(lead)
                                .judging(vote.id(), Vote.Outcome.NOT_ELIGIBLE)
                                .review());
        agree(id);
        assertThat(waits(caller("bob"), id)).isTrue();
    }

    @Test
    void countsWhatWaits() {
        Caller judy = caller("judy-" + newKey());
        inReview(stage("a/one", List.of(), judy.person().value()));
        inReview(stage("a/one", List.of(), judy.person().value()));

        assertThat(views.waiting(judy)).isEqualTo(2);
    }

    @Test
    void holdsBrokenGlassUntilIHaveReviewedItAndMarksWhatIsOverdue() {
        RequestId id = submitted();
        Dossier dossier = view(id).request().dossier();
        Answer answer = Answer.to(1)
                .about(dossier.digest())
                .askedAt(dossier.asks().askedAt())
                .owing(new ReviewPlan(List.of("group:security-duty"), List.of("grace"), 1, Duration.ofHours(1)));
        new TakeDecision(requests).take(id, answer.allow());
        Instant longAgo = Fixtures.NINE.minus(Duration.ofDays(300));
        new HearGrant(requests)
                .hear(Fixtures.news(id, 1, new Activated(new Activation(longAgo, longAgo, longAgo.plusSeconds(60)))));
        assertThat(toldTypes(id)).last().isEqualTo("ReviewOpened");
        UUID opened = ((ReviewOpened) told(id.value()).getLast()).getMeta().getEventId();
        agree(id);

        assertThat(requests.around(Fixtures.ALICE, Fixtures.STAGING_READER)
                        .standing()
                        .overdueReviews())
                .isEqualTo(1);
        assertThat(reviewBreakGlass.markOverdue(100, FAILED)).isEqualTo(1);
        assertThat(reviewBreakGlass.markOverdue(100, FAILED)).isZero();
        assertThat(told(id.value()).getLast())
                .isInstanceOfSatisfying(
                        ReviewOverdue.class,
                        overdue -> assertThat(overdue.getMeta().getCausationId())
                                .as("what made it due")
                                .contains(opened));

        Caller grace = caller("grace", "security-duty");
        assertThat(reviewBreakGlass.review(caller("alice"), id, true, "it was mine", null))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(reviewBreakGlass.review(grace, id, true, "it was needed", null))
                .isEqualTo(new Outcome.Done(id, view(id).revision(), true));
        assertThat(reviewBreakGlass.review(grace, id, true, "it was needed", null))
                .isEqualTo(new Outcome.Done(id, view(id).revision(), false));
        agree(id);
        assertThat(toldTypes(id)).last().isEqualTo("ReviewRecorded");
        assertThat(requests.around(Fixtures.ALICE, Fixtures.STAGING_READER)
                        .standing()
                        .overdueReviews())
                .isZero();
    }
}
