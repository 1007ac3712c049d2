package hourglass.request.store;

import hourglass.messaging.LateWrites.Statement;
import hourglass.request.AccessRequest;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.Decision.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Whom each open stage asks, so that everybody finds what waits for them.
final class OpenStages {
    private static final String DELETE = "DELETE FROM open_stage WHERE request_id = ANY (?)";
    private static final String INSERT = """
            INSERT INTO open_stage (request_id, stage, words)
            SELECT request_id, stage, words FROM jsonb_populate_recordset(NULL::open_stage, ?)""";

    private final List<UUID> changed = new ArrayList<>();
    private final List<Map<String, Object>> open = new ArrayList<>();

    /// Notes the difference between a request as it is stored and as it is now.
    void note(AccessRequest stored, AccessRequest now) {
        List<Stage> stages = stages(now);
        if (stages.equals(stages(stored))) {
            return;
        }
        UUID request = now.id().uuid();
        changed.add(request);
        for (Stage stage : stages) {
            List<String> words = new ArrayList<>(stage.from());
            stage.asked().forEach(person -> words.add("user:" + person));
            open.add(Map.of("request_id", request, "stage", stage.stage(), "words", words));
        }
    }

    /// What stores all that was noted.
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        if (!changed.isEmpty()) {
            statements.add(new Statement(DELETE, (Object) changed.toArray(UUID[]::new)));
        }
        if (!open.isEmpty()) {
            statements.add(new Statement(INSERT, StoredJson.of(open)));
        }
        return statements;
    }

    private static List<Stage> stages(AccessRequest request) {
        return request instanceof InReview review ? review.decision().stages() : List.of();
    }
}
