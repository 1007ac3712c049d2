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

/// A grant as column values, as JSON has them: times are RFC 3339 texts. A column that its state does not own is
/// null, and keeps what it had.
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
                columns.put("closing_operator", closing == null ? null : closing.operator());
                columns.put("closing_evidence", closing == null ? null : closing.evidence());
            }
            case Grant.Revoked(var _, Reason reason, Activation activation, Instant dueAt, Instant verifiedAt) -> {
                life(columns, "REVOKED", null, activation, reason, null, dueAt);
                columns.put("verified_at", json(verifiedAt));
            }
            case Grant.Failed(var _, var _, Reason reason, String detail) ->
                life(columns, "FAILED", null, null, reason, detail, null);
            case Grant.Closed(var _, Collection<String> operators) -> {
                life(columns, "CLOSED", null, null, null, null, null);
                columns.put("closed_by", operators);
            }
        }
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
        columns.put("started_at", json(startedAt));
        columns.put("activated_at", json(activation == null ? null : activation.activatedAt()));
        columns.put("expires_at", json(activation == null ? null : activation.expiresAt()));
        columns.put("reason", reason == null ? null : reason.name());
        columns.put("detail", detail);
        columns.put("due_at", json(dueAt));
    }

    static Map<String, @Nullable Object> terms(Grant grant) {
        @Nullable
        Terms terms = switch (grant) {
            case Grant.Unfinished unfinished -> unfinished.terms();
            case Grant.Failed failed -> failed.terms();
            case Grant.Revoked revoked -> revoked.terms();
            case Grant.Closed closed -> closed.terms();
        };
        if (terms == null) {
            return Map.of();
        }
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("digest", terms.digest());
        columns.put("decision_id", terms.decisionId());
        columns.put("person", terms.person());
        columns.put("resource", terms.resource());
        columns.put("role", terms.role());
        columns.put("target", terms.account().target());
        columns.put("account", terms.account().name());
        columns.put("entitlements", terms.entitlements());
        columns.put("granted_seconds", terms.granted().toSeconds());
        columns.put("not_after", json(terms.notAfter()));
        columns.put("start_by", json(terms.startBy()));
        columns.put("policy_serial", terms.policy().serial());
        columns.put("policy_commit", terms.policy().commit());
        columns.put("policy_tree", terms.policy().tree());
        columns.put("policy_digest", terms.policy().bundleDigest());
        columns.put("break_glass", terms.breakGlass());
        columns.put("obligations", terms.obligations());
        return columns;
    }

    private static @Nullable String json(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /// As the driver takes it: no time zone is lost or guessed.
    static SqlParameterValue time(@Nullable Instant at) {
        @Nullable OffsetDateTime utc = at == null ? null : at.atOffset(ZoneOffset.UTC);
        return new SqlParameterValue(Types.TIMESTAMP_WITH_TIMEZONE, utc);
    }

    static SqlParameterValue text(@Nullable String text) {
        return new SqlParameterValue(Types.VARCHAR, text);
    }
}
