package hourglass.request.store;

import static hourglass.request.store.Columns.at;
import static hourglass.request.store.Columns.texts;
import static hourglass.request.store.Columns.typed;

import hourglass.request.AccessRequest;
import hourglass.request.Asks;
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

/// What the states own, spread over the columns of `request`.
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

    /// All columns of a new row that may change, by name.
    static Map<String, @Nullable Object> parameters(AccessRequest request) {
        return parameters(request, null);
    }

    /// All columns that may change, by name. Of the large ones only those that differ: null stands for what is stored,
    /// so that what a request carries from state to state is not written again each time.
    static Map<String, @Nullable Object> parameters(AccessRequest request, @Nullable AccessRequest before) {
        StateColumns state = of(request);
        Dossier dossier = request.dossier();
        Dossier old = before == null ? null : before.dossier();
        Asks asks = dossier.asks();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", request.id().uuid());
        columns.put("state", RequestState.of(request).name());
        columns.put("session", json(dossier.session(), old == null ? null : old.session()));
        columns.put("windows", json(dossier.windows(), old == null ? null : old.windows()));
        columns.put(
                "asked",
                typed("varchar[]", old != null && old.asked().equals(dossier.asked()) ? null : texts(dossier.asked())));
        columns.put("votes", json(dossier.votes(), old == null ? null : old.votes()));
        columns.put(
                "voters",
                typed("varchar[]", old != null && old.votes().equals(dossier.votes()) ? null : texts(voters(dossier))));
        columns.put(
                "decision",
                json(state.decision(), before == null ? null : of(before).decision()));
        columns.put("watch", state.decision() != null && state.decision().watch());
        columns.put("askNumber", asks.number());
        columns.put("askCause", asks.cause().name());
        columns.put("askPhase", asks.phase().name());
        columns.put("askedAt", at(asks.askedAt()));
        columns.put("retries", asks.retries());
        columns.put("retryAt", at(asks.retryAt()));
        columns.put("answered", asks.answered());
        columns.put("underSerial", asks.underSerial());
        columns.put("policyAskedAt", typed(asks.policyAskedAt()));
        columns.put("askAgainAt", typed(asks.askAgainAt()));
        columns.put("grantsHeard", dossier.grantsHeard());
        columns.put("orderedAt", typed(state.orderedAt()));
        Activation activation = state.activation();
        columns.put("startedAt", typed(activation == null ? null : activation.startedAt()));
        columns.put("activatedAt", typed(activation == null ? null : activation.activatedAt()));
        columns.put("expiresAt", typed(activation == null ? null : activation.expiresAt()));
        columns.put("reasonOver", typed(state.reason()));
        columns.put("dueAt", typed(state.dueAt()));
        columns.put("overdue", state.overdue());
        columns.put("overAt", typed(state.overAt()));
        columns.put("detail", typed(state.detail()));
        columns.put("replacedBy", typed(state.replacedBy()));
        columns.put("sessionsEnded", typed("int4", state.sessionsEnded()));
        return columns;
    }

    private static Object json(@Nullable Object value, @Nullable Object before) {
        return typed("jsonb", value == null || value.equals(before) ? null : StoredJson.of(value));
    }

    private static List<String> voters(Dossier dossier) {
        return dossier.votes().stream()
                .filter(vote -> !vote.didNotCount())
                .map(vote -> vote.person().value())
                .distinct()
                .toList();
    }
}
