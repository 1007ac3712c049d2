package hourglass.policy.engine.yaml;

import hourglass.policy.Finding;

/// Where something stands in the repository.
///
/// @param file path in the repository
/// @param line from 1
/// @param column from 1
public record Place(String file, int line, int column) {

    /// `path:line`, as decisions name it.
    public String pathAndLine() {
        return file + ":" + line;
    }

    /// A finding at this place.
    public Finding finding(String stage, String code, String reason) {
        return new Finding(stage, code, reason, file, line, column);
    }
}
