package hourglass.grant;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Grants for reading, as they are now.
public interface GrantViews {
    Optional<GrantView> find(RequestId request);

    /// Grants that match, newest request first.
    ///
    /// @param after go on after this one; absent: from the newest
    /// @param limit at most so many
    List<GrantView> list(Filter filter, @Nullable RequestId after, int limit);

    /// What waits in each target's lane; a target where nothing waits is not in it.
    Map<String, Queue> queues();

    /// How many grants of a target are overdue.
    int overdue(String target);

    /// Which grants to list; an absent field matches all.
    ///
    /// @param states one of them
    record Filter(
            List<String> states,
            @Nullable String resource,
            @Nullable String person,
            @Nullable String target) {}

    /// Accounts with work waiting.
    ///
    /// @param oldestDue since when the first of them is due
    record Queue(int accounts, Instant oldestDue) {}
}
