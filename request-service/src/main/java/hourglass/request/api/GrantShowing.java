package hourglass.request.api;

import hourglass.request.AccessRequest;
import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.Catalog;
import hourglass.request.Decision;
import hourglass.request.EndReason;
import hourglass.request.GrantNews.Activation;
import hourglass.request.api.RequestShown.GrantShown;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has become of the access itself, in grant-service's words for its states.
final class GrantShowing {
    private GrantShowing() {}

    /// Null before the order.
    static @Nullable GrantShown of(AccessRequest request, Catalog.@Nullable Role role) {
        return switch (request) {
            case Ordered _ -> new GrantShown("PROVISIONING", null, null, null, null, null, null, null, null, null);
            case Active active ->
                new GrantShown(
                        "ACTIVE",
                        active.activation().activatedAt(),
                        active.activation().expiresAt(),
                        connect(active.decision(), role),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case Ending ending -> ending(ending);
            case Ended ended -> ended(ended);
            case Failed failed ->
                new GrantShown(
                        "FAILED",
                        null,
                        null,
                        null,
                        null,
                        failed.at(),
                        endedBy(failed.reason()),
                        null,
                        null,
                        failed.detail());
            case AccessRequest.Open _, AccessRequest.Denied _, AccessRequest.Lapsed _, AccessRequest.Cancelled _ ->
                null;
        };
    }

    private static GrantShown ending(Ending ending) {
        return new GrantShown(
                ending.overdue() ? "OVERDUE" : "REVOKING",
                activatedAt(ending.activation()),
                expiresAt(ending.activation()),
                null,
                ending.dueAt(),
                null,
                endedBy(ending.reason()),
                null,
                null,
                null);
    }

    private static GrantShown ended(Ended ended) {
        Long lateness = ended.dueAt() == null
                ? null
                : Math.max(0, Duration.between(ended.dueAt(), ended.at()).toMillis());
        return new GrantShown(
                ended.reason() == EndReason.CLOSED ? "CLOSED" : "REVOKED",
                activatedAt(ended.activation()),
                expiresAt(ended.activation()),
                null,
                ended.dueAt(),
                ended.at(),
                endedBy(ended.reason()),
                lateness,
                ended.sessionsEnded(),
                null);
    }

    private static @Nullable String connect(Decision decision, Catalog.@Nullable Role role) {
        if (role == null || role.connect() == null || decision.binding() == null) {
            return null;
        }
        return role.connect().replace("{account}", decision.binding().account());
    }

    private static String endedBy(EndReason reason) {
        return switch (reason) {
            case EXPIRED -> "expiry";
            case REQUESTER, OWNER -> "person";
            case OPERATOR, CLOSED -> "operator";
            case POLICY, PERSON, RESOURCE, LOCKED -> "policy";
            case UNKNOWN, TOO_LATE, REFUSED, BAD_ALLOWANCE, UNKNOWN_TARGET, OBLIGATION -> "system";
        };
    }

    private static @Nullable Instant activatedAt(@Nullable Activation activation) {
        return activation == null ? null : activation.activatedAt();
    }

    private static @Nullable Instant expiresAt(@Nullable Activation activation) {
        return activation == null ? null : activation.expiresAt();
    }
}
