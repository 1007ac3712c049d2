package hourglass.policy.engine.documents;

import java.util.List;
import java.util.Map;

/// Everything that conditions may read.
///
/// @param variables name to type
public record Facts(Head head, List<Fact> facts, Map<String, String> variables) {}
