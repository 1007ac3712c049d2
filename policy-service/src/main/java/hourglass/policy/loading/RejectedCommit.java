package hourglass.policy.loading;

import java.time.Instant;
import java.util.Optional;

/// A commit that was not taken. The last good set stays.
///
/// @param commit hex id
/// @param stage where it failed: `history`, `read`, or a stage of building
/// @param code short and stable, for programs
/// @param reason one sentence or several, for its author
/// @param place where the reason stands, if it is in one file
/// @param at when it was published
public record RejectedCommit(String commit, String stage, String code, String reason, Optional<Place> place, Instant at)
        implements PolicyEvent {
    /// A place in a file of the commit.
    ///
    /// @param file path in the repository
    /// @param line from 1
    /// @param column from 1
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }
}
