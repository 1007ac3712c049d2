package hourglass.request.store;

import hourglass.messaging.LateWrites.Statement;
import hourglass.request.AccessRequest;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.Decision.Stage;
import java.util.ArrayList;
import java.util.List;

/// Whom each open stage asks, so that everybody finds what waits for them.
final class OpenStages {
    private static final String DELETE = "DELETE FROM open_stage WHERE request_id = ?";
    private static final String INSERT = "INSERT INTO open_stage (request_id, stage, words) VALUES (?, ?, ?)";

    private OpenStages() {}

    /// What stores the difference between the two.
    static List<Statement> changes(AccessRequest stored, AccessRequest now) {
        List<Stage> stages = stages(now);
        if (stages.equals(stages(stored))) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(DELETE, now.id().uuid()));
        for (Stage stage : stages) {
            List<String> words = new ArrayList<>(stage.from());
            stage.asked().forEach(person -> words.add("user:" + person));
            statements.add(new Statement(INSERT, now.id().uuid(), stage.stage(), Columns.texts(words)));
        }
        return statements;
    }

    private static List<Stage> stages(AccessRequest request) {
        return request instanceof InReview review ? review.decision().stages() : List.of();
    }
}
