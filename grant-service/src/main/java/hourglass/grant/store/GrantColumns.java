package hourglass.grant.store;

import hourglass.grant.Activation;
import hourglass.grant.Grant;
import hourglass.grant.Reason;
import hourglass.grant.Terms;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/// A grant as column values; a column that its state does not own is null, and keeps what it had.
final class GrantColumns {
    private GrantColumns() {}

    static Map<String, @Nullable Object> life(Grant grant) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        switch (grant) {
            case Grant.Provisioning(var _, Instant startedAt) ->
                life(columns, "PROVISIONING", startedAt, null, null, null, null);
            case Grant.Active(var _, Instant startedAt, Activation activation) ->
                life(columns, "ACTIVE", startedAt, activation, null, null, null);
            case Grant.Revoking revoking -> leaving(columns, "REVOKING", revoking);
            case Grant.Overdue(Grant.Revoking revoking, Grant.@Nullable Closing closing) -> {
                leaving(columns, "OVERDUE", revoking);
                columns.put("closing_operator", text(closing == null ? null : closing.operator()));
                columns.put("closing_evidence", text(closing == null ? null : closing.evidence()));
            }
            case Grant.Revoked(var _, Reason reason, Activation activation, Instant dueAt, Instant verifiedAt) -> {
                life(columns, "REVOKED", null, activation, reason, null, dueAt);
                columns.put("verified_at", time(verifiedAt));
            }
            case Grant.Failed(var _, var _, Reason reason, String detail) ->
                life(columns, "FAILED", null, null, reason, detail, null);
            case Grant.Closed(var _, Collection<String> operators) -> {
                life(columns, "CLOSED", null, null, null, null, null);
                columns.put("closed_by", array(operators));
            }
        }
        for (String column : new String[] {"closing_operator", "closing_evidence"}) {
            columns.putIfAbsent(column, text(null));
        }
        columns.putIfAbsent("verified_at", time(null));
        columns.putIfAbsent("closed_by", array(null));
        return columns;
    }

    private static void leaving(Map<String, @Nullable Object> columns, String state, Grant.Revoking revoking) {
        life(
                columns,
                state,
                revoking.startedAt(),
                revoking.activation(),
                revoking.reason(),
                revoking.detail(),
                revoking.dueAt());
    }

    private static void life(
            Map<String, @Nullable Object> columns,
            String state,
            @Nullable Instant startedAt,
            @Nullable Activation activation,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable Instant dueAt) {
        columns.put("state", state);
        columns.put("started_at", time(startedAt));
        columns.put("activated_at", time(activation == null ? null : activation.activatedAt()));
        columns.put("expires_at", time(activation == null ? null : activation.expiresAt()));
        columns.put("reason", text(reason == null ? null : reason.name()));
        columns.put("detail", text(detail));
        columns.put("due_at", time(dueAt));
    }

    static Map<String, @Nullable Object> terms(Grant grant) {
        @Nullable
        Terms terms = switch (grant) {
            case Grant.Unfinished unfinished -> unfinished.terms();
            case Grant.Failed failed -> failed.terms();
            case Grant.Revoked revoked -> revoked.terms();
            case Grant.Closed closed -> closed.terms();
        };
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("digest", text(terms == null ? null : terms.digest()));
        columns.put("decision_id", new SqlParameterValue(Types.OTHER, terms == null ? null : terms.decisionId()));
        columns.put("person", text(terms == null ? null : terms.person()));
        columns.put("resource", text(terms == null ? null : terms.resource()));
        columns.put("role", text(terms == null ? null : terms.role()));
        columns.put("target", text(terms == null ? null : terms.account().target()));
        columns.put("account", text(terms == null ? null : terms.account().name()));
        columns.put("entitlements", array(terms == null ? null : terms.entitlements()));
        columns.put(
                "granted_seconds",
                new SqlParameterValue(
                        Types.INTEGER, terms == null ? null : terms.granted().toSeconds()));
        columns.put("not_after", time(terms == null ? null : terms.notAfter()));
        columns.put("start_by", time(terms == null ? null : terms.startBy()));
        columns.put(
                "policy_serial",
                new SqlParameterValue(
                        Types.BIGINT, terms == null ? null : terms.policy().serial()));
        columns.put("policy_commit", text(terms == null ? null : terms.policy().commit()));
        columns.put("policy_tree", text(terms == null ? null : terms.policy().tree()));
        columns.put("policy_digest", text(terms == null ? null : terms.policy().bundleDigest()));
        columns.put("break_glass", new SqlParameterValue(Types.BOOLEAN, terms == null ? null : terms.breakGlass()));
        columns.put("obligations", array(terms == null ? null : terms.obligations()));
        return columns;
    }

    /// As the driver takes it: no time zone is lost or guessed.
    static SqlParameterValue time(@Nullable Instant at) {
        @Nullable OffsetDateTime utc = at == null ? null : at.atOffset(ZoneOffset.UTC);
        return new SqlParameterValue(Types.TIMESTAMP_WITH_TIMEZONE, utc);
    }

    static SqlParameterValue text(@Nullable String text) {
        return new SqlParameterValue(Types.VARCHAR, text);
    }

    private static SqlParameterValue array(@Nullable Collection<String> texts) {
        return new SqlParameterValue(Types.ARRAY, texts == null ? null : texts.toArray(String[]::new));
    }
}
