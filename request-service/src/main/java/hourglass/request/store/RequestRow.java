package hourglass.request.store;

import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.text;
import static hourglass.request.store.Columns.texts;
import static hourglass.request.store.Columns.time;
import static hourglass.request.store.Columns.uuid;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hourglass.request.Access;
import hourglass.request.AccessRequest;
import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Cancelled;
import hourglass.request.AccessRequest.Denied;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Evaluating;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Held;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.AccessRequest.Lapsed;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.AccessRequest.Scheduled;
import hourglass.request.Ask.StageWindow;
import hourglass.request.AskCause;
import hourglass.request.Asks;
import hourglass.request.CancelReason;
import hourglass.request.Content;
import hourglass.request.Decision;
import hourglass.request.Dossier;
import hourglass.request.EndReason;
import hourglass.request.GrantNews.Activation;
import hourglass.request.PersonId;
import hourglass.request.Phase;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import hourglass.request.Session;
import hourglass.request.Vote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// A row of `request`, read.
final class RequestRow {
    private static final TypeReference<List<StageWindow>> WINDOWS = new TypeReference<>() {};

    private static final TypeReference<List<Vote>> VOTES = new TypeReference<>() {};

    /// A request's newest decision is read again with each of its moves and views, and parsing it takes longer than
    /// all the rest of a row. The same text is the same decision.
    private static final Cache<String, Decision> DECISIONS =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private RequestRow() {}

    static AccessRequest read(ResultSet row) throws SQLException {
        Dossier dossier = dossier(row);
        return switch (RequestState.valueOf(text(row, "state"))) {
            case EVALUATING -> new Evaluating(dossier);
            case HELD -> new Held(dossier, decision(row));
            case IN_REVIEW -> new InReview(dossier, decision(row));
            case SCHEDULED -> new Scheduled(dossier, decision(row));
            case ORDERED -> new Ordered(dossier, decision(row), instant(row, "ordered_at"));
            case ACTIVE -> new Active(dossier, decision(row), Objects.requireNonNull(activation(row)));
            case ENDING ->
                new Ending(
                        dossier,
                        decision(row),
                        activation(row),
                        endReason(row),
                        time(row, "due_at"),
                        row.getBoolean("overdue"));
            case DENIED -> new Denied(dossier, decision(row));
            case LAPSED -> new Lapsed(dossier, decision(row));
            case CANCELLED ->
                new Cancelled(
                        dossier,
                        CancelReason.valueOf(text(row, "reason_over")),
                        requestId(row, "replaced_by"),
                        instant(row, "over_at"));
            case FAILED ->
                new Failed(dossier, decision(row), endReason(row), text(row, "detail"), instant(row, "over_at"));
            case ENDED ->
                new Ended(
                        dossier,
                        decision(row),
                        activation(row),
                        endReason(row),
                        time(row, "due_at"),
                        instant(row, "over_at"),
                        row.getObject("sessions_ended", Integer.class));
        };
    }

    static Content content(ResultSet row) throws SQLException {
        return new Content(
                id(row),
                new PersonId(text(row, "person")),
                new Access(text(row, "resource"), text(row, "role")),
                Duration.ofSeconds(row.getInt("duration_seconds")),
                time(row, "starts_at"),
                text(row, "reason"),
                row.getString("ticket"),
                row.getBoolean("break_glass"),
                row.getString("policy"),
                requestId(row, "extending"),
                requestId(row, "replaces"),
                instant(row, "submitted_at"));
    }

    static RequestId id(ResultSet row) throws SQLException {
        return new RequestId(Objects.requireNonNull(uuid(row, "id")));
    }

    private static Dossier dossier(ResultSet row) throws SQLException {
        return new Dossier(
                content(row),
                text(row, "digest"),
                StoredJson.read(text(row, "session"), Session.class),
                asks(row),
                StoredJson.list(text(row, "votes"), VOTES),
                StoredJson.list(text(row, "windows"), WINDOWS),
                Set.copyOf(texts(row, "asked")),
                row.getLong("grants_heard"));
    }

    private static Asks asks(ResultSet row) throws SQLException {
        return new Asks(
                row.getInt("ask_number"),
                AskCause.valueOf(text(row, "ask_cause")),
                Phase.valueOf(text(row, "ask_phase")),
                instant(row, "asked_at"),
                row.getInt("retries"),
                row.getInt("answered"),
                row.getLong("under_serial"),
                time(row, "policy_asked_at"),
                time(row, "ask_again_at"));
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return Objects.requireNonNull(newestDecision(row), "decision");
    }

    /// The newest decision, which stays beside a state that has none of its own; null before the first.
    static @Nullable Decision newestDecision(ResultSet row) throws SQLException {
        String json = row.getString("decision");
        return json == null ? null : DECISIONS.get(json, text -> StoredJson.read(text, Decision.class));
    }

    private static @Nullable Activation activation(ResultSet row) throws SQLException {
        Instant activatedAt = time(row, "activated_at");
        return activatedAt == null
                ? null
                : new Activation(instant(row, "started_at"), activatedAt, instant(row, "expires_at"));
    }

    private static EndReason endReason(ResultSet row) throws SQLException {
        return EndReason.valueOf(text(row, "reason_over"));
    }

    private static @Nullable RequestId requestId(ResultSet row, String column) throws SQLException {
        UUID uuid = uuid(row, column);
        return uuid == null ? null : new RequestId(uuid);
    }
}
