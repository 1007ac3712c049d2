package hourglass.request;

import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Lives.NOW;
import static hourglass.request.Lives.active;
import static hourglass.request.Lives.decide;
import static hourglass.request.Lives.heard;
import static hourglass.request.Lives.ordered;
import static hourglass.request.Lives.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How a request follows its grant.
class GrantHearingTest {
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
}
