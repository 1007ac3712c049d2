package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AttemptRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reviews of a broken glass over HTTP.
class ReviewingOverHttpTest extends OverHttp {
    @Test
    void reviewsABrokenGlassOnce() {
        RequestId id = requested("alice");
        decide(
                id,
                answerTo(id, 1)
                        .owing(new Decision.ReviewPlan(
                                List.of("group:sre-leads"), List.of("grace"), 1, Duration.ofHours(24)))
                        .allow());
        HearGrant grants = new HearGrant(stored);
        grants.hear(Fixtures.news(id, 1, new GrantNews.Started()));
        grants.hear(Fixtures.news(id, 2, new GrantNews.Activated(Fixtures.activation())));
        assertThat(get("grace", "/v1/requests/" + id).body().path("actions").toString())
                .contains("review");

        String verdict = "{\"outcome\":\"justified\",\"comment\":\"the nodes were gone\"}";
        Answered own = post("alice", "/v1/requests/" + id + ":review", verdict);
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text("/type")).isEqualTo("/problems/own-review");
        assertThat(own.text("/title")).isEqualTo("You can't review your own break-glass access");
        assertThat(send(as("alice", own.text("/type"))).raw().body()).contains("review your own break-glass access");
        assertThat(told("alice"))
                .anyMatch(event -> event instanceof AttemptRefused attempt
                        && attempt.getRule().equals("own-review")
                        && attempt.getAction().equals("review"));
        assertThat(post("grace", "/v1/requests/" + id + ":review", "{\"outcome\":\"fine\"}")
                        .text("/errors/0/pointer"))
                .isEqualTo("/outcome");
        assertThat(post("grace", "/v1/requests/" + id + ":review", verdict).text("/review/state"))
                .isEqualTo("DONE");
    }

    @Test
    void owesAReviewForABrokenGlassThatItsHolderEndedBeforeItWasKnownToBeActive() {
        RequestId id = requested("alice");
        decide(
                id,
                answerTo(id, 1)
                        .owing(new Decision.ReviewPlan(
                                List.of("group:sre-leads"), List.of("grace"), 1, Duration.ofHours(24)))
                        .allow());
        HearGrant grants = new HearGrant(stored);
        grants.hear(Fixtures.news(id, 1, new GrantNews.Started()));
        assertThat(post("alice", "/v1/requests/" + id + ":end", "{}").text("/state"))
                .isEqualTo("ENDING");
        assertThat(stored.review(id)).isNull();

        Instant now = databaseNow();
        grants.hear(Fixtures.news(
                id, 2, new GrantNews.Activated(new GrantNews.Activation(now, now, now.plusSeconds(1800)))));

        assertThat(stored.review(id)).isInstanceOf(Review.Open.class);
        assertThat(get("alice", "/v1/requests/" + id).text("/state")).isEqualTo("ENDING");
        assertThat(toldTypes(id)).last().isEqualTo("ReviewOpened");
        String verdict = "{\"outcome\":\"justified\",\"comment\":\"the nodes were gone\"}";
        assertThat(post("grace", "/v1/requests/" + id + ":review", verdict).text("/review/state"))
                .isEqualTo("DONE");
    }
}
