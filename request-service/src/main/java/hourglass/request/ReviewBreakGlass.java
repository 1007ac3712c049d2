package hourglass.request;

import hourglass.request.Outcome.Done;
import hourglass.request.Outcome.Refused;
import hourglass.request.Refusal.Rule;
import hourglass.request.Requests.Candidate;
import hourglass.request.Requests.Locked;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Says afterwards whether a break-glass access was justified; marks reviews that nobody did in time.
public final class ReviewBreakGlass {
    private final Requests requests;

    public ReviewBreakGlass(Requests requests) {
        this.requests = requests;
    }

    /// Gives one reviewer's verdict.
    ///
    /// @param comment 1 to 1,000 characters
    /// @param ifRevision what the view must be at; null: any
    public Outcome review(Caller caller, RequestId id, boolean justified, String comment, @Nullable Long ifRevision) {
        return requests.inOneTransaction(() -> {
            Locked locked = requests.lock(id);
            if (locked == null
                    || !Visibility.sees(
                            caller, locked.request(), locked.around().owner())) {
                return refused(id, Refusal.of(Rule.NOT_FOUND, Visibility.notFound(id)));
            }
            Review review = requests.review(id);
            if (review == null) {
                return refused(id, Refusal.of(Rule.WRONG_STATE, "There is nothing to review: no glass was broken."));
            }
            if (repeats(review, caller, justified)) {
                return new Done(id, locked.revision(), false);
            }
            Refusal refusal = review.refusal(caller);
            if (refusal == null && (comment.isBlank() || comment.length() > Voting.LONGEST_COMMENT)) {
                refusal = new Refusal(Rule.INVALID, "Say in 1 to 1,000 characters what you found.", "/comment");
            }
            if (refusal == null && ifRevision != null && ifRevision != locked.revision()) {
                refusal = Refusal.of(Rule.CHANGED_MEANWHILE, "The request has changed: read it again.");
            }
            if (refusal != null) {
                return refused(id, refusal);
            }
            Review.Step step = review.reviewedBy(
                    caller, justified, comment, locked.around().now());
            return new Done(id, requests.saveReview(locked, step, caller.actor(), null), true);
        });
    }

    /// Marks what is overdue; returns how many that were.
    ///
    /// @param failed is told of each request that failed, and why; the others go on
    public int markOverdue(int limit, BiConsumer<RequestId, RuntimeException> failed) {
        return new EachByItself(failed).count(requests.reviewsDue(limit), Candidate::id, this::markOverdue);
    }

    private boolean markOverdue(Candidate due) {
        return requests.inOneTransaction(() -> {
            Locked locked = requests.lockIfFree(due.id());
            Review review = locked == null ? null : requests.review(due.id());
            Review.Step step = locked == null || review == null
                    ? null
                    : review.overdue(locked.around().now());
            if (step == null) {
                return false;
            }
            requests.saveReview(Objects.requireNonNull(locked), step, Actor.SELF, due.because());
            return true;
        });
    }

    private static boolean repeats(Review review, Caller caller, boolean justified) {
        return review.verdicts().stream()
                .anyMatch(verdict -> verdict.reviewer().equals(caller.person()) && verdict.justified() == justified);
    }

    private static Outcome refused(RequestId id, Refusal refusal) {
        return new Refused(id, List.of(refusal));
    }
}
