package hourglass.request;

import static hourglass.request.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AttemptRefused;
import hourglass.request.RefusedAttempts.Attempt;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What signed-in people tried and may not, on a real database.
class RefusedAttemptsTest extends RealParts {
    @Autowired
    RefusedAttempts attempts;

    private final String key = "p-" + UUID.randomUUID();

    private void attempt(String action, @Nullable String subject) {
        attempts.remember(new Attempt(key, session("s"), action, "own-request", "/problems/own-request", subject));
    }

    private List<AttemptRefused> told() {
        return told(key).stream().map(AttemptRefused.class::cast).toList();
    }

    private void aMinutePasses() {
        jdbc.sql("UPDATE attempt SET told_at = told_at - interval '61 seconds' WHERE key = ?")
                .param(key)
                .update();
    }

    @Test
    void tellsTheFirstAtOnceAndCountsTheRepeats() {
        for (int i = 0; i < 5; i++) {
            attempt("approve", "r1");
        }
        assertThat(told()).singleElement().satisfies(event -> {
            assertThat(event.getCount()).isEqualTo(1);
            assertThat(event.getSubject()).contains("r1");
            assertThat(event.getMeta().getSequence()).isEqualTo(1);
            assertThat(event.getMeta().getActor().getSubject()).contains("s");
        });
        attempts.tellRepeats();
        assertThat(told()).hasSize(1);

        aMinutePasses();
        attempts.tellRepeats();
        assertThat(told()).hasSize(2).last().satisfies(event -> {
            assertThat(event.getCount()).isEqualTo(4);
            assertThat(event.getMeta().getSequence()).isEqualTo(2);
        });

        aMinutePasses();
        attempts.tellRepeats();
        assertThat(told()).hasSize(2);
        attempt("approve", "r1");
        assertThat(told()).hasSize(3);
    }

    @Test
    void repeatsAndFirstOnesTogetherAreAtMostSixtyRecordsAMinute() {
        for (int i = 0; i < 59; i++) {
            attempt("approve", "r" + i);
            attempt("approve", "r" + i);
        }
        aMinutePasses();
        int before = told().size();

        for (int i = 0; i < 59; i++) {
            attempt("approve", "another-" + i);
        }
        attempts.tellRepeats();

        assertThat(told().size() - before).isBetween(59, 60);
        aMinutePasses();
        attempts.tellRepeats();
        assertThat(told().stream().mapToInt(AttemptRefused::getCount).sum()).isEqualTo(3 * 59);
    }

    @Test
    void tellsAtMostSixtyRecordsAMinuteAndLosesNoCount() {
        for (int i = 0; i < 200; i++) {
            attempt("approve", "r" + i);
        }
        assertThat(told()).hasSize(59);

        aMinutePasses();
        attempts.tellRepeats();
        assertThat(told()).hasSize(60);
        assertThat(told().stream().mapToInt(AttemptRefused::getCount).sum()).isEqualTo(200);
        assertThat(told()).extracting(event -> event.getMeta().getSequence()).doesNotHaveDuplicates();
    }
}
