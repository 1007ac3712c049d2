package hourglass.audit;

import java.util.Optional;

/// Tells which entries can't be read.
@FunctionalInterface
public interface Unreadables {
    /// Why, empty when the entry can be read or was not looked at yet.
    Optional<String> reason(long entry);
}
