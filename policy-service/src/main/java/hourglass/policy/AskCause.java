package hourglass.policy;

/// Why a request was put before policy.
public enum AskCause {
    SUBMITTED,
    RESUMED,
    VOTE,
    TIMER,
    POLICY,
    PERSON,
    RESOURCE,
    RETRY
}
