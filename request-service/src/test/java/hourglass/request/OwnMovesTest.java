package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import hourglass.request.Fixtures.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Waiting calls hear at once of what this instance has committed, and of nothing that was rolled back.
class OwnMovesTest extends RealParts {
    @Autowired
    Changes changes;

    private final Map<RequestId, Long> heard = new ConcurrentHashMap<>();

    private Decision deny(RequestId id) {
        Dossier dossier = view(id).request().dossier();
        return Answer.to(1)
                .about(dossier.digest())
                .askedAt(dossier.asks().askedAt())
                .deny("NO_POLICY");
    }

    @Test
    void areToldOnceCommitted() {
        RequestId id = submitted();
        Decision deny = deny(id);
        changes.onOwnMove(heard::put);

        requests.inOneTransaction(() -> {
            new TakeDecision(requests).take(id, deny);
            assertThat(heard).doesNotContainKey(id);
            return true;
        });

        assertThat(heard).containsEntry(id, 2L);
    }

    @Test
    void areNotToldWhenRolledBack() {
        RequestId id = submitted();
        Decision deny = deny(id);
        changes.onOwnMove(heard::put);

        assertThat(catchThrowable(() -> requests.inOneTransaction(() -> {
                    new TakeDecision(requests).take(id, deny);
                    throw new IllegalStateException("no");
                })))
                .hasMessage("no");

        assertThat(heard).doesNotContainKey(id);
    }
}
