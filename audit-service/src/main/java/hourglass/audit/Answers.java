package hourglass.audit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The questions that can be asked. Every answer is empty until the log has a first signed checkpoint.
public interface Answers {
    /// Who had access at one moment.
    ///
    /// @param role absent for any
    /// @param before a request: only what is older; absent for the first page
    record WhoHadAccess(
            String resource,
            Instant at,
            @Nullable String role,
            @Nullable String before,
            int limit) {}

    /// What happened to a request.
    ///
    /// @param after an entry: only what comes after it in the timeline; absent for the first page
    record Timeline(String request, @Nullable Long after, int limit) {}

    /// Newest request first.
    Optional<Answer<AccessHeld>> whoHadAccess(WhoHadAccess question);

    /// In the order of the writers' clocks.
    Optional<Answer<TimelineItem>> timeline(Timeline question);

    /// Whether the directory's person behind an identity made the request.
    boolean isRequester(String idp, String subject, String request);
}
