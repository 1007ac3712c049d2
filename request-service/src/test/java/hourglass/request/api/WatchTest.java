package hourglass.request.api;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Changes.Change;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final RequestId ID = new RequestId(UUID.fromString("0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04"));
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Watch deaf = new Watch(_ -> List.of());

    private static CompletableFuture<Boolean> past(long seen, Watch.Waiting waiting) {
        return CompletableFuture.supplyAsync(() -> waiting.untilPast(seen, LONG));
    }

    @Test
    void isWokenByWhatThisInstanceTellsWithoutAskingTheDatabase() throws Exception {
        try (Watch.Waiting waiting = deaf.on(ID)) {
            CompletableFuture<Boolean> past = past(1, waiting);
            deaf.heard(ID, 2);

            assertThat(past.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isWokenByWhatTheDatabaseSays() throws Exception {
        Watch asking = new Watch(ids -> ids.stream()
                .map(id -> new Change(id, RequestState.ACTIVE, 5, Instant.EPOCH))
                .toList());
        try (Watch.Waiting waiting = asking.on(ID)) {
            assertThat(past(4, waiting).get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void missesNothingBetweenListeningAndWaiting() {
        try (Watch.Waiting waiting = deaf.on(ID)) {
            deaf.heard(ID, 2);

            assertThat(waiting.untilPast(1, LONG)).isTrue();
        }
    }

    @Test
    void hearsWhatThisInstanceToldBeforeAnybodyListened() {
        deaf.heard(ID, 2);
        try (Watch.Waiting waiting = deaf.on(ID)) {
            assertThat(waiting.untilPast(1, LONG)).isTrue();
        }
    }

    @Test
    void isNotWokenByWhatWasReadAlready() {
        try (Watch.Waiting waiting = deaf.on(ID)) {
            deaf.heard(ID, 3);
            deaf.heard(ID, 2);

            assertThat(waiting.untilPast(3, Duration.ofMillis(50))).isFalse();
            assertThat(waiting.untilPast(2, Duration.ofMillis(50))).isTrue();
        }
    }

    @Test
    void letsEverybodyGoWhenTheServiceStops() throws Exception {
        try (Watch.Waiting waiting = deaf.on(ID)) {
            CompletableFuture<Boolean> past = past(1, waiting);
            deaf.close();

            assertThat(past.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }
}
