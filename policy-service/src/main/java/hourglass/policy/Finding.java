package hourglass.policy;

import org.jspecify.annotations.Nullable;

/// Something wrong with a commit, and where.
///
/// @param stage of loading that found it: `parse`, `structure`, `types`, `links`, `lint` or `tests`
/// @param code short and stable, such as `unknown-key`
/// @param reason one sentence with what to do next
/// @param file path in the repository; null when it is not in one file
/// @param line from 1; null without a file
/// @param column from 1; null without a file
public record Finding(
        String stage,
        String code,
        String reason,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column) {

    /// `path:line:column  code  reason`, as editors and terminals know it.
    @Override
    public String toString() {
        String place = file == null ? "repository" : file + ":" + line + ":" + column;
        return place + "  " + code + "  " + reason;
    }
}
