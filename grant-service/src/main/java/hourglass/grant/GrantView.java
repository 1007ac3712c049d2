package hourglass.grant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grant as people look at it, with what its account's lane knows.
///
/// @param person directory id; like all terms absent for a grant that failed before there was an allowance to believe
/// @param name the person's name, their id until the directory has told it
/// @param tries failed attempts in a row on its account
/// @param lastAnswer what the target last answered; absent when all is well
/// @param nextTryAt absent when nothing is due
/// @param closing the first operator's word, while a second is awaited
public record GrantView(
        RequestId request,
        String state,
        long revision,
        @Nullable String person,
        @Nullable String name,
        @Nullable String resource,
        @Nullable String role,
        @Nullable String target,
        @Nullable String account,
        List<String> entitlements,
        boolean breakGlass,
        @Nullable Instant startedAt,
        @Nullable Instant activatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        String detail,
        int tries,
        @Nullable String lastAnswer,
        @Nullable Instant nextTryAt,
        @Nullable String closing,
        List<String> closedBy) {
    public GrantView {
        entitlements = List.copyOf(entitlements);
        closedBy = List.copyOf(closedBy);
    }
}
