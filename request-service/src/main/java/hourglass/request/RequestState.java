package hourglass.request;

/// The states' names, as the API and the log write them.
public enum RequestState {
    EVALUATING,
    HELD,
    IN_REVIEW,
    SCHEDULED,
    ORDERED,
    ACTIVE,
    ENDING,
    DENIED,
    LAPSED,
    CANCELLED,
    FAILED,
    ENDED;

    public static RequestState of(AccessRequest request) {
        return switch (request) {
            case AccessRequest.Evaluating _ -> EVALUATING;
            case AccessRequest.Held _ -> HELD;
            case AccessRequest.InReview _ -> IN_REVIEW;
            case AccessRequest.Scheduled _ -> SCHEDULED;
            case AccessRequest.Ordered _ -> ORDERED;
            case AccessRequest.Active _ -> ACTIVE;
            case AccessRequest.Ending _ -> ENDING;
            case AccessRequest.Denied _ -> DENIED;
            case AccessRequest.Lapsed _ -> LAPSED;
            case AccessRequest.Cancelled _ -> CANCELLED;
            case AccessRequest.Failed _ -> FAILED;
            case AccessRequest.Ended _ -> ENDED;
        };
    }

    /// Not yet ordered and not over.
    public boolean open() {
        return switch (this) {
            case EVALUATING, HELD, IN_REVIEW, SCHEDULED -> true;
            case ORDERED, ACTIVE, ENDING, DENIED, LAPSED, CANCELLED, FAILED, ENDED -> false;
        };
    }

    /// No move leads out of it.
    public boolean over() {
        return switch (this) {
            case DENIED, LAPSED, CANCELLED, FAILED, ENDED -> true;
            case EVALUATING, HELD, IN_REVIEW, SCHEDULED, ORDERED, ACTIVE, ENDING -> false;
        };
    }
}
