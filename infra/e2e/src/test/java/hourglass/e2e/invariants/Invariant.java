package hourglass.e2e.invariants;

import java.util.List;

/// Something that no history may break.
@FunctionalInterface
public interface Invariant {
    /// Looks at a history that has come to rest.
    ///
    /// @return one sentence for each place where it is broken; empty when it holds
    List<String> brokenBy(History history);
}
