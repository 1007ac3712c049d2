package hourglass.request;

/// Why access ends, or never began.
public enum EndReason {
    /// A reason that this version doesn't know.
    UNKNOWN,
    EXPIRED,
    REQUESTER,
    OWNER,
    OPERATOR,
    /// A newer policy set no longer gives it.
    POLICY,
    /// The requester became inactive.
    PERSON,
    /// The resource or the role is gone from the catalog.
    RESOURCE,
    LOCKED,
    TOO_LATE,
    REFUSED,
    BAD_ALLOWANCE,
    UNKNOWN_TARGET,
    OBLIGATION,
    /// Two operators gave up on the target, with evidence.
    CLOSED;

    /// The reason for an end that policy wants, by what made policy look again.
    static EndReason after(AskCause cause) {
        return switch (cause) {
            case PERSON -> PERSON;
            case RESOURCE -> RESOURCE;
            case SUBMITTED, RESUMED, VOTE, TIMER, POLICY, RETRY -> POLICY;
        };
    }
}
