package hourglass.request;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The requests as they are stored. A change of state and its events are one database transaction.
public interface Requests {
    /// Runs `work` in one transaction; what it throws rolls everything back.
    <T extends @Nullable Object> T inOneTransaction(Supplier<T> work);

    /// Does `work` in one transaction in which these requests are locked from the beginning, all at once; ids that
    /// are not there are left out.
    void together(Collection<RequestId> ids, Runnable work);

    /// A request under its row lock, waited for; null when there is none.
    @Nullable
    Locked lock(RequestId id);

    /// The same, but null also when somebody else holds the lock.
    @Nullable
    Locked lockIfFree(RequestId id);

    /// What a request is for, read without its lock since it never changes; null when there is none.
    @Nullable
    Content content(RequestId id);

    /// What is true around a request that is yet to be made.
    Surroundings around(PersonId person, Access access);

    /// What the person's key was used for; null when it is new. A key in use by an unfinished transaction is waited
    /// for.
    @Nullable
    Submitted submittedWith(PersonId person, String idempotencyKey);

    /// Stores a new request.
    ///
    /// @param form fingerprint of what was filled in
    void add(Step first, String idempotencyKey, String form, Actor actor);

    /// Stores a move of a locked request, and returns the revision of the view afterwards.
    ///
    /// @param causation event that made it move; null for a person's command
    long save(Locked before, Step step, Actor actor, @Nullable UUID causation);

    /// A break-glass review under its request's lock; null when none was opened.
    @Nullable
    Review review(RequestId id);

    /// Stores a review, and returns the revision of the request's view afterwards.
    ///
    /// @param before the request as it is stored now
    long saveReview(Locked before, Review.Step step, Actor actor, @Nullable UUID causation);

    /// Requests that may be due to be asked again for `cause`, the longest waiting first.
    List<Candidate> due(AskCause cause, int limit);

    /// Requests that policy has not answered within [RequestDecider#PATIENCE].
    List<Candidate> unanswered(int limit);

    /// Requests whose break-glass review is open past its time, because of the event that opened it.
    List<Candidate> reviewsDue(int limit);

    /// A request under its row lock.
    ///
    /// @param revision of the view; each event takes it one up
    /// @param sequence of its newest event on `hourglass.requests`
    record Locked(AccessRequest request, long revision, long sequence, Surroundings around) {}

    /// A request that a sweep should look at.
    ///
    /// @param because event that makes it due; null when it came before its id was kept
    record Candidate(RequestId id, @Nullable UUID because) {}

    record Submitted(RequestId id, String form, long revision) {}
}
