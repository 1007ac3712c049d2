package hourglass.grant.store;

import hourglass.grant.Account;
import hourglass.grant.Activation;
import hourglass.grant.Grant;
import hourglass.grant.Held;
import hourglass.grant.PolicyVersion;
import hourglass.grant.Reason;
import hourglass.grant.RequestId;
import hourglass.grant.Terms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `grants`, read.
///
/// @param lastEvent the event that brought it to its state
/// @param counters of its events
record GrantRow(Held held, @Nullable UUID lastEvent, Counters counters) {

    /// Sequences of its newest events.
    ///
    /// @param grants on hourglass.grants
    /// @param expiries on hourglass.expiries
    record Counters(long grants, long expiries) {
        static final Counters NEW = new Counters(0, 0);
    }

    static GrantRow read(ResultSet row, int number) throws SQLException {
        Held held = new Held(grant(row), row.getLong("revision"), row.getLong("requests_sequence"));
        Counters counters = new Counters(row.getLong("grants_sequence"), row.getLong("expiries_sequence"));
        return new GrantRow(held, row.getObject("last_event", UUID.class), counters);
    }

    private static Grant grant(ResultSet row) throws SQLException {
        RequestId request = new RequestId(text(row, "request_id"));
        String state = text(row, "state");
        if (state.equals("FAILED")) {
            @Nullable Terms terms = row.getString("target") == null ? null : terms(request, row);
            return new Grant.Failed(request, terms, reason(row), text(row, "detail"));
        }
        Terms terms = terms(request, row);
        return switch (state) {
            case "PROVISIONING" -> new Grant.Provisioning(terms, instant(row, "started_at"));
            case "ACTIVE" -> new Grant.Active(terms, instant(row, "started_at"), activated(row));
            case "REVOKING" -> revoking(terms, row);
            case "OVERDUE" -> new Grant.Overdue(revoking(terms, row), closing(row));
            case "REVOKED" ->
                new Grant.Revoked(
                        terms, reason(row), activated(row), instant(row, "due_at"), instant(row, "verified_at"));
            case "CLOSED" -> new Grant.Closed(terms, texts(row, "closed_by"));
            default -> throw new IllegalStateException("Grant " + request + " is in an unknown state '" + state + "'.");
        };
    }

    private static Terms terms(RequestId request, ResultSet row) throws SQLException {
        return new Terms(
                request,
                text(row, "digest"),
                Objects.requireNonNull(row.getObject("decision_id", UUID.class)),
                text(row, "person"),
                text(row, "resource"),
                text(row, "role"),
                new Account(text(row, "target"), text(row, "account")),
                new TreeSet<>(texts(row, "entitlements")),
                Duration.ofSeconds(row.getLong("granted_seconds")),
                optionalInstant(row, "not_after"),
                instant(row, "start_by"),
                new PolicyVersion(
                        row.getLong("policy_serial"),
                        text(row, "policy_commit"),
                        text(row, "policy_tree"),
                        text(row, "policy_digest")),
                row.getBoolean("break_glass"),
                texts(row, "obligations"));
    }

    private static Grant.Revoking revoking(Terms terms, ResultSet row) throws SQLException {
        @Nullable Activation activation = row.getObject("activated_at") == null ? null : activated(row);
        return new Grant.Revoking(
                terms,
                instant(row, "started_at"),
                activation,
                reason(row),
                text(row, "detail"),
                instant(row, "due_at"));
    }

    private static Activation activated(ResultSet row) throws SQLException {
        return new Activation(instant(row, "activated_at"), instant(row, "expires_at"));
    }

    private static Grant.@Nullable Closing closing(ResultSet row) throws SQLException {
        return row.getString("closing_operator") == null
                ? null
                : new Grant.Closing(text(row, "closing_operator"), text(row, "closing_evidence"));
    }

    private static Reason reason(ResultSet row) throws SQLException {
        return Reason.valueOf(text(row, "reason"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalInstant(row, column), column);
    }

    private static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
