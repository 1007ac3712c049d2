package hourglass.request;

/// Why a request was called off before its order.
public enum CancelReason {
    REQUESTER,
    /// Another request of the same person took its place.
    REPLACED,
    /// Policy had not answered a quarter of an hour after submission.
    UNANSWERED,
    LOCKED,
    /// Of the resource that it is for.
    OWNER,
    OPERATOR
}
