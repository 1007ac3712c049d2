package hourglass.request.store;

import hourglass.request.AccessRequest;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.Decision.Stage;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whom each open stage asks, so that everybody finds what waits for them.
final class OpenStages {
    private final JdbcClient jdbc;

    OpenStages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores what differs between the two.
    void save(AccessRequest before, AccessRequest after) {
        List<Stage> stages = stages(after);
        if (stages.equals(stages(before))) {
            return;
        }
        jdbc.sql("DELETE FROM open_stage WHERE request_id = ?")
                .param(after.id().uuid())
                .update();
        for (Stage stage : stages) {
            List<String> words = new ArrayList<>(stage.from());
            stage.asked().forEach(person -> words.add("user:" + person));
            jdbc.sql("INSERT INTO open_stage (request_id, stage, words) VALUES (?, ?, ?)")
                    .params(after.id().uuid(), stage.stage(), Columns.texts(words))
                    .update();
        }
    }

    private static List<Stage> stages(AccessRequest request) {
        return request instanceof InReview review ? review.decision().stages() : List.of();
    }
}
