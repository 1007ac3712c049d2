package hourglass.policy.api;

import hourglass.policy.loading.AcceptedSet;
import hourglass.policy.loading.PolicyEvent;
import hourglass.policy.loading.RejectedCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A commit that was accepted or rejected.
///
/// @param at when that was published
/// @param serial null of a rejected one, like all up to `fetchedAt`
/// @param stage of loading; null of an accepted one, like all after it
/// @param place `path:line:column`; null when the reason is not in one file
record PolicySetView(
        String commit,
        State state,
        Instant at,
        @Nullable Long serial,
        @Nullable String tree,
        @Nullable String bundleDigest,
        @Nullable String previousCommit,
        @Nullable List<String> signers,
        @Nullable Integer documents,
        @Nullable Integer people,
        @Nullable Instant fetchedAt,
        @Nullable String stage,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String place) {

    enum State {
        ACCEPTED,
        REJECTED
    }

    static PolicySetView of(PolicyEvent event) {
        return switch (event) {
            case AcceptedSet set -> accepted(set);
            case RejectedCommit commit -> rejected(commit);
        };
    }

    private static PolicySetView accepted(AcceptedSet set) {
        return new PolicySetView(
                set.commit(),
                State.ACCEPTED,
                set.at(),
                set.serial(),
                set.policy().tree(),
                "sha256:" + set.policy().bundleDigest(),
                set.previousCommit().orElse(null),
                set.signers(),
                set.documents(),
                set.people(),
                set.fetchedAt(),
                null,
                null,
                null,
                null);
    }

    private static PolicySetView rejected(RejectedCommit commit) {
        return new PolicySetView(
                commit.commit(),
                State.REJECTED,
                commit.at(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                commit.stage(),
                commit.code(),
                commit.reason(),
                commit.place().map(RejectedCommit.Place::toString).orElse(null));
    }
}
