package hourglass.request;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests as people see them. Who may see what is the caller's question to [Visibility].
public interface RequestViews {
    /// Null when there is none.
    @Nullable
    View find(RequestId id);

    /// What the person asked for, newest first.
    List<View> mine(PersonId person, Filter filter, Page page);

    /// What waits for the person's vote or review: without their own requests, and those they have voted on.
    List<View> inbox(Caller caller, Filter filter, Page page);

    /// Everything for operators and auditors; for others what is asked on resources they own.
    List<View> all(Caller caller, Filter filter, Page page);

    /// How many wait for the person.
    int waiting(Caller caller);

    /// How many of the person's requests are in one of these states.
    int count(PersonId person, Set<RequestState> states);

    List<TimelineItem> timeline(RequestId id);

    /// A request as somebody sees it.
    ///
    /// @param revision goes up with each event; the view's ETag
    /// @param decision the newest applied one that gave, held or denied; null before the first
    /// @param review null when no glass was broken
    /// @param owner of the resource, in policy's words; null when the catalog no longer lists it
    record View(
            AccessRequest request,
            long revision,
            @Nullable Decision decision,
            @Nullable Review review,
            @Nullable String owner) {
        public RequestState state() {
            return RequestState.of(request);
        }
    }

    /// Null: any.
    record Filter(
            @Nullable RequestState state,
            @Nullable String resource,
            @Nullable PersonId requester,
            @Nullable Instant since) {
        public static final Filter NONE = new Filter(null, null, null, null);
    }

    /// A stretch of a list, newest first.
    ///
    /// @param before only requests older than this one; null: from the newest
    /// @param limit at least 1
    record Page(@Nullable RequestId before, int limit) {}

    /// One event of a request.
    ///
    /// @param text a sentence in which people stand in braces, `{bob}`
    record TimelineItem(long revision, Instant at, String event, Actor.Kind byKind, String by, String text) {}
}
