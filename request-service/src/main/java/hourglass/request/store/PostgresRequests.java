package hourglass.request.store;

import hourglass.messaging.LateWrites;
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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Requests in PostgreSQL. Every change holds the row's lock; its events leave by the outbox in the same
/// transaction. What a transaction changes is written at its end, in one round trip.
final class PostgresRequests implements Requests {
    private final JdbcOperations template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Outgoing outgoing;
    private final LateWrites writes;
    private final Reviews reviews;
    private final DueRequests due;
    private final LockedRows lockedRows;
    private final OwnMoves own;

    PostgresRequests(
            JdbcOperations template,
            TransactionTemplate transactions,
            LateWrites writes,
            Outgoing outgoing,
            OwnMoves own) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transactions = transactions;
        this.outgoing = outgoing;
        this.writes = writes;
        this.reviews = new Reviews(jdbc);
        this.due = new DueRequests(jdbc);
        this.lockedRows = new LockedRows(template, writes);
        this.own = own;
    }

    @Override
    @SuppressWarnings("NullAway") // what `work` returns is what comes back, null only where T may be null
    public <T extends @Nullable Object> T inOneTransaction(Supplier<T> work) {
        return transactions.execute(_ -> work.get());
    }

    @Override
    public void together(Collection<RequestId> ids, Runnable work) {
        transactions.executeWithoutResult(_ -> {
            lockedRows.lock(ids).forEach(moved()::lock);
            work.run();
        });
    }

    @Override
    public @Nullable Locked lock(RequestId id) {
        Locked mine = moved().find(id);
        return mine == null ? lockedRows.lock(id, "FOR UPDATE") : mine;
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
        return PostgresSurroundings.read(template, writes, person, access);
    }

    @Override
    public @Nullable Submitted submittedWith(PersonId person, String idempotencyKey) {
        return lockedRows.submittedWith(person, idempotencyKey);
    }

    @Override
    public void add(Step first, String idempotencyKey, String form, Actor actor) {
        AccessRequest request = first.next();
        Place none = new Place(0, 0, request.dossier().content().submittedAt());
        UUID asked = Objects.requireNonNull(tell(request.id(), first.events(), none, actor, null));
        moved().make(request, none.after(first.events()), asked, idempotencyKey, form);
    }

    @Override
    public long save(Locked before, Step step, Actor actor, @Nullable UUID causation) {
        RequestId id = step.next().id();
        Place place = Place.of(before);
        Place after = place.after(step.events());
        UUID asked = tell(id, step.events(), place, actor, causation);
        moved().move(before, step.next(), after, asked);
        if (RequestState.of(step.next()) != RequestState.of(before.request())) {
            own.moved(id, after.revision());
        }
        return after.revision();
    }

    @Override
    public @Nullable Review review(RequestId id) {
        return reviews.find(id);
    }

    @Override
    public long saveReview(Locked before, Review.Step step, Actor actor, @Nullable UUID causation) {
        RequestId id = before.request().id();
        Place place = Place.of(before);
        Place after = place.after(List.of(step.event()));
        moved().tell(id, place.revision(), place.now(), List.of(step.event()), actor);
        moved().move(before, before.request(), after, null);
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

    /// What this transaction has locked and moved.
    private MovedRequests moved() {
        return writes.of(this, MovedRequests.class, MovedRequests::new);
    }

    /// A line of the timeline for each event, and those that are for everybody on their way. The id of the one that
    /// asks policy; null when none does.
    private @Nullable UUID tell(RequestId id, List<Event> events, Place before, Actor actor, @Nullable UUID causation) {
        moved().tell(id, before.revision(), before.now(), events, actor);
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
