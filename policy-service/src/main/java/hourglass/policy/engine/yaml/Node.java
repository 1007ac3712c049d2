package hourglass.policy.engine.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a YAML document that still knows where it stands.
public sealed interface Node {

    Place at();

    /// A value: String, Boolean, Long, Double or null, by the core schema of YAML 1.2 (so `no` is text).
    ///
    /// @param quoted whether its text begins one column after its place
    record Scalar(@Nullable Object value, boolean quoted, Place at) implements Node {

        /// Where its text begins.
        public Place textAt() {
            return quoted ? new Place(at.file(), at.line(), at.column() + 1) : at;
        }
    }

    record Sequence(List<Node> items, Place at) implements Node {}

    /// Keys are text, unique and in the author's order.
    record Mapping(Map<String, Entry> entries, Place at) implements Node {}

    /// One entry of a mapping; `key` is where its key stands.
    record Entry(Place key, Node value) {}
}
