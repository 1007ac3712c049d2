package hourglass.request.store;

import static hourglass.request.store.Columns.at;
import static hourglass.request.store.Columns.typed;

import hourglass.request.Access;
import hourglass.request.AccessRequest;
import hourglass.request.Actor;
import hourglass.request.AskCause;
import hourglass.request.Content;
import hourglass.request.Event;
import hourglass.request.Outgoing;
import hourglass.request.Outgoing.Envelope;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import hourglass.request.Requests;
import hourglass.request.Review;
import hourglass.request.Step;
import hourglass.request.Surroundings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Requests in PostgreSQL. Every change holds the row's lock; its events leave by the outbox in the same transaction.
final class PostgresRequests implements Requests {
    private final JdbcOperations template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Outgoing outgoing;
    private final OpenStages openStages;
    private final Reviews reviews;
    private final DueRequests due;
    private final LockedRows lockedRows;
    private final OwnMoves own;

    PostgresRequests(JdbcOperations template, TransactionTemplate transactions, Outgoing outgoing, OwnMoves own) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transactions = transactions;
        this.outgoing = outgoing;
        this.openStages = new OpenStages(jdbc);
        this.reviews = new Reviews(jdbc);
        this.due = new DueRequests(jdbc);
        this.lockedRows = new LockedRows(template);
        this.own = own;
    }

    @Override
    @SuppressWarnings("NullAway") // what `work` returns is what comes back, null only where T may be null
    public <T extends @Nullable Object> T inOneTransaction(Supplier<T> work) {
        return transactions.execute(_ -> work.get());
    }

    @Override
    public @Nullable Locked lock(RequestId id) {
        return lockedRows.lock(id, "FOR UPDATE");
    }

    @Override
    public @Nullable Locked lockIfFree(RequestId id) {
        return lockedRows.lock(id, "FOR UPDATE SKIP LOCKED");
    }

    @Override
    public @Nullable Content content(RequestId id) {
        return jdbc.sql("SELECT * FROM request WHERE id = ?")
                .param(id.uuid())
                .query((row, _) -> RequestRow.content(row))
                .optional()
                .orElse(null);
    }

    @Override
    public Surroundings around(PersonId person, Access access) {
        return PostgresSurroundings.read(template, person, access);
    }

    @Override
    public @Nullable Submitted submittedWith(PersonId person, String idempotencyKey) {
        return lockedRows.submittedWith(person, idempotencyKey);
    }

    @Override
    public void add(Step first, String idempotencyKey, String form, Actor actor) {
        AccessRequest request = first.next();
        Content content = request.dossier().content();
        Map<String, @Nullable Object> columns = StateColumns.parameters(request);
        columns.put("person", content.person().value());
        columns.put("resource", content.access().resource());
        columns.put("role", content.access().role());
        columns.put("durationSeconds", content.duration().toSeconds());
        columns.put("startsAt", typed(content.startsAt()));
        columns.put("reason", content.reason());
        columns.put("ticket", typed(content.ticket()));
        columns.put("breakGlass", content.breakGlass());
        columns.put("policy", typed(content.policy()));
        columns.put("extending", typed(content.extending()));
        columns.put("replaces", typed(content.replaces()));
        columns.put("submittedAt", at(content.submittedAt()));
        columns.put("digest", request.dossier().digest());
        columns.put("idempotencyKey", idempotencyKey);
        columns.put("form", form);
        Place none = new Place(0, 0, content.submittedAt());
        place(columns, none, first.events(), actor);
        columns.put("askEventId", tell(request.id(), first.events(), none, actor, null));
        jdbc.sql(Timelines.WITH_LINES + """
                        INSERT INTO request (
                          id, person, resource, role, duration_seconds, starts_at, reason, ticket, break_glass, policy,
                          extending, replaces, submitted_at, digest, idempotency_key, form, state, revision, sequence,
                          session, windows, asked, votes, voters, watch, ask_number, ask_cause, ask_phase, asked_at, retries, retry_at,
                          answered, under_serial, grants_heard, overdue, ask_event_id)
                        VALUES (
                          :id, :person, :resource, :role, :durationSeconds, :startsAt, :reason, :ticket, :breakGlass,
                          :policy, :extending, :replaces, :submittedAt, :digest, :idempotencyKey, :form, :state, :revision,
                          :sequence, :session, :windows, :asked, :votes, :voters, :watch, :askNumber, :askCause, :askPhase, :askedAt,
                          :retries, :retryAt, :answered, :underSerial, :grantsHeard, :overdue, :askEventId)
                        """).params(columns).update();
    }

    @Override
    public long save(Locked before, Step step, Actor actor, @Nullable UUID causation) {
        Place place = Place.of(before);
        Place after = place.after(step.events());
        Map<String, @Nullable Object> columns = StateColumns.parameters(step.next(), before.request());
        place(columns, place, step.events(), actor);
        columns.put("askEventId", typed("uuid", tell(step.next().id(), step.events(), place, actor, causation)));
        jdbc.sql(Timelines.WITH_LINES + """
                        UPDATE request SET
                          revision = :revision, sequence = :sequence, state = :state, watch = :watch,
                          session = coalesce(:session, session), windows = coalesce(:windows, windows),
                          asked = coalesce(:asked::varchar[]::text[], asked), votes = coalesce(:votes, votes),
                          voters = coalesce(:voters::varchar[]::text[], voters),
                          decision = coalesce(:decision, decision), ask_number = :askNumber, ask_cause = :askCause,
                          ask_phase = :askPhase, asked_at = :askedAt, retries = :retries, retry_at = :retryAt,
                          answered = :answered, under_serial = :underSerial, policy_asked_at = :policyAskedAt,
                          ask_again_at = :askAgainAt, grants_heard = :grantsHeard,
                          ordered_at = coalesce(:orderedAt, ordered_at), started_at = :startedAt,
                          activated_at = :activatedAt, expires_at = :expiresAt, reason_over = :reasonOver,
                          due_at = :dueAt, overdue = :overdue, over_at = :overAt, detail = :detail,
                          replaced_by = :replacedBy, sessions_ended = :sessionsEnded, ask_event_id = coalesce(:askEventId, ask_event_id)
                        WHERE id = :id
                        """).params(columns).update();
        openStages.save(before.request(), step.next());
        if (RequestState.of(step.next()) != RequestState.of(before.request())) {
            own.moved(step.next().id(), after.revision());
        }
        return after.revision();
    }

    @Override
    public @Nullable Review review(RequestId id) {
        return reviews.find(id);
    }

    @Override
    public long saveReview(Locked before, Review.Step step, Actor actor, @Nullable UUID causation) {
        List<Event> events = List.of(step.event());
        Place place = Place.of(before);
        Place after = place.after(events);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", before.request().id().uuid());
        place(columns, place, events, actor);
        jdbc.sql(Timelines.WITH_LINES + "UPDATE request SET revision = :revision, sequence = :sequence WHERE id = :id")
                .params(columns)
                .update();
        RequestId id = before.request().id();
        UUID told =
                outgoing.add(new Envelope(id.value(), after.sequence(), place.now(), actor, causation), step.event());
        reviews.save(step.next(), told);
        return after.revision();
    }

    @Override
    public List<Candidate> due(AskCause cause, int limit) {
        return due.find(cause, limit);
    }

    @Override
    public List<Candidate> unanswered(int limit) {
        return due.unanswered(limit);
    }

    @Override
    public List<Candidate> reviewsDue(int limit) {
        return reviews.due(limit);
    }

    /// The row's two counters, and the moment of the change.
    private record Place(long revision, long sequence, Instant now) {
        Place after(List<Event> events) {
            long told = events.stream().filter(Event.Told.class::isInstance).count();
            return new Place(revision + events.size(), sequence + told, now);
        }

        static Place of(Locked before) {
            return new Place(
                    before.revision(), before.sequence(), before.around().now());
        }
    }

    /// The counters after these events, and their lines in the timeline.
    private static void place(Map<String, @Nullable Object> columns, Place before, List<Event> events, Actor actor) {
        Place after = before.after(events);
        columns.put("revision", after.revision());
        columns.put("sequence", after.sequence());
        Timelines.parameters(columns, before.revision(), before.now(), events, actor);
    }

    /// Sends out those events that are for everybody. The id of the one that asks policy; null when none does.
    private @Nullable UUID tell(RequestId id, List<Event> events, Place before, Actor actor, @Nullable UUID causation) {
        long sequence = before.sequence();
        UUID asked = null;
        for (Event event : events) {
            if (event instanceof Event.Told told) {
                sequence++;
                UUID eventId = outgoing.add(new Envelope(id.value(), sequence, before.now(), actor, causation), told);
                asked = told instanceof Event.Asking ? eventId : asked;
            }
        }
        return asked;
    }
}
