package hourglass.grant;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where grants are kept.
public interface Grants {
    /// Decides under the grant's lock, and stores the new state, its event and what it means for the account in one
    /// transaction.
    ///
    /// @param decide sees the grant, or null when there is none yet; called once
    <R> R change(RequestId request, Cause cause, Function<@Nullable Held, Change<R>> decide);

    /// Does `work` in one transaction in which these grants are locked from the beginning, all at once.
    void together(Collection<RequestId> requests, Runnable work);

    Optional<Held> find(RequestId request);
}
