package hourglass.request.store;

import hourglass.request.AccessRequest;
import hourglass.request.Asks;
import hourglass.request.Content;
import hourglass.request.Decision;
import hourglass.request.Dossier;
import hourglass.request.GrantNews.Activation;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the states own, spread over the columns of `request`, as JSON has it: times are RFC 3339 texts.
///
/// @param reason of an end, a failure or a cancellation
record StateColumns(
        @Nullable Decision decision,
        @Nullable Instant orderedAt,
        @Nullable Activation activation,
        @Nullable String reason,
        @Nullable Instant dueAt,
        boolean overdue,
        @Nullable Instant overAt,
        @Nullable String detail,
        @Nullable RequestId replacedBy,
        @Nullable Integer sessionsEnded) {
    static StateColumns of(AccessRequest request) {
        return switch (request) {
            case AccessRequest.Evaluating _ -> decided(null);
            case AccessRequest.Held(var _, var decision) -> decided(decision);
            case AccessRequest.InReview(var _, var decision) -> decided(decision);
            case AccessRequest.Scheduled(var _, var decision) -> decided(decision);
            case AccessRequest.Denied(var _, var decision) -> decided(decision);
            case AccessRequest.Lapsed(var _, var decision) -> decided(decision);
            case AccessRequest.Ordered(var _, var decision, var at) ->
                new StateColumns(decision, at, null, null, null, false, null, null, null, null);
            case AccessRequest.Active(var _, var decision, var activation) ->
                new StateColumns(decision, null, activation, null, null, false, null, null, null, null);
            case AccessRequest.Ending e ->
                new StateColumns(
                        e.decision(),
                        null,
                        e.activation(),
                        e.reason().name(),
                        e.dueAt(),
                        e.overdue(),
                        null,
                        null,
                        null,
                        null);
            case AccessRequest.Cancelled c ->
                new StateColumns(null, null, null, c.reason().name(), null, false, c.at(), null, c.replacedBy(), null);
            case AccessRequest.Failed f ->
                new StateColumns(
                        f.decision(), null, null, f.reason().name(), null, false, f.at(), f.detail(), null, null);
            case AccessRequest.Ended e ->
                new StateColumns(
                        e.decision(),
                        null,
                        e.activation(),
                        e.reason().name(),
                        e.dueAt(),
                        false,
                        e.at(),
                        null,
                        null,
                        e.sessionsEnded());
        };
    }

    private static StateColumns decided(@Nullable Decision decision) {
        return new StateColumns(decision, null, null, null, null, false, null, null, null, null);
    }

    /// A new row, by column.
    static Map<String, @Nullable Object> row(AccessRequest request, String idempotencyKey, String form) {
        Map<String, @Nullable Object> row = changes(request, null);
        Content content = request.dossier().content();
        row.put("person", content.person().value());
        row.put("resource", content.access().resource());
        row.put("role", content.access().role());
        row.put("duration_seconds", content.duration().toSeconds());
        row.put("starts_at", text(content.startsAt()));
        row.put("reason", content.reason());
        row.put("ticket", content.ticket());
        row.put("break_glass", content.breakGlass());
        row.put("policy", content.policy());
        row.put("extending", text(content.extending()));
        row.put("replaces", text(content.replaces()));
        row.put("submitted_at", text(content.submittedAt()));
        row.put("digest", request.dossier().digest());
        row.put("idempotency_key", idempotencyKey);
        row.put("form", form);
        return row;
    }

    /// What may change, by column. Of the large columns only those that differ from what is stored, so that what a
    /// request carries from state to state is not written again each time.
    ///
    /// @param stored absent while it is new
    static Map<String, @Nullable Object> changes(AccessRequest request, @Nullable AccessRequest stored) {
        StateColumns state = of(request);
        Dossier dossier = request.dossier();
        Dossier old = stored == null ? null : stored.dossier();
        Asks asks = dossier.asks();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", request.id().uuid().toString());
        columns.put("state", RequestState.of(request).name());
        columns.put("session", changed(dossier.session(), old == null ? null : old.session()));
        columns.put("windows", changed(dossier.windows(), old == null ? null : old.windows()));
        columns.put("asked", changed(dossier.asked(), old == null ? null : old.asked()));
        columns.put("votes", changed(dossier.votes(), old == null ? null : old.votes()));
        columns.put("voters", changed(voters(dossier), old == null ? null : voters(old)));
        columns.put(
                "decision",
                changed(state.decision(), stored == null ? null : of(stored).decision()));
        columns.put("watch", state.decision() != null && state.decision().watch());
        columns.put("ask_number", asks.number());
        columns.put("ask_cause", asks.cause().name());
        columns.put("ask_phase", asks.phase().name());
        columns.put("asked_at", text(asks.askedAt()));
        columns.put("retries", asks.retries());
        columns.put("retry_at", text(asks.retryAt()));
        columns.put("answered", asks.answered());
        columns.put("under_serial", asks.underSerial());
        columns.put("policy_asked_at", text(asks.policyAskedAt()));
        columns.put("ask_again_at", text(asks.askAgainAt()));
        columns.put("grants_heard", dossier.grantsHeard());
        columns.put("ordered_at", text(state.orderedAt()));
        Activation activation = state.activation();
        columns.put("started_at", activation == null ? null : text(activation.startedAt()));
        columns.put("activated_at", activation == null ? null : text(activation.activatedAt()));
        columns.put("expires_at", activation == null ? null : text(activation.expiresAt()));
        columns.put("reason_over", state.reason());
        columns.put("due_at", text(state.dueAt()));
        columns.put("overdue", state.overdue());
        columns.put("over_at", text(state.overAt()));
        columns.put("detail", state.detail());
        columns.put("replaced_by", text(state.replacedBy()));
        columns.put("sessions_ended", state.sessionsEnded());
        return columns;
    }

    private static @Nullable Object changed(@Nullable Object value, @Nullable Object stored) {
        return value == null || value.equals(stored) ? null : value;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable String text(@Nullable RequestId id) {
        return id == null ? null : id.uuid().toString();
    }

    private static List<String> voters(Dossier dossier) {
        return dossier.votes().stream()
                .filter(vote -> !vote.didNotCount())
                .map(vote -> vote.person().value())
                .distinct()
                .toList();
    }
}
