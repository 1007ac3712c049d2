package hourglass.request;

/// Why a request is put before policy.
public enum AskCause {
    SUBMITTED,
    RESUMED,
    VOTE,
    /// Time alone can change the answer now.
    TIMER,
    /// A newer policy set was accepted.
    POLICY,
    /// The requester became inactive.
    PERSON,
    /// The resource or the role is gone from the catalog.
    RESOURCE,
    /// Unanswered while open, or answered with an ALLOW that could not be taken. Once granted, an unanswered ask is
    /// repeated with its own cause.
    RETRY
}
