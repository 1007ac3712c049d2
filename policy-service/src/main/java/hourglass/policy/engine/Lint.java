package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.engine.documents.Repository;
import java.util.ArrayList;
import java.util.List;

/// What is allowed and yet worth a second look.
record Lint(Repository repository, Model model) {

    List<Finding> warnings() {
        return new ArrayList<>();
    }
}
