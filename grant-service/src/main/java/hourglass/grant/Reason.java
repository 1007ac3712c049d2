package hourglass.grant;

/// Why a grant ended or never began.
public enum Reason {
    /// Its time was over.
    EXPIRED,
    /// The person gave it back.
    REQUESTER,
    /// The owner of the resource ended it.
    OWNER,
    /// An operator ended it.
    OPERATOR,
    /// A newer policy no longer allows it.
    POLICY,
    /// The person is no longer active.
    PERSON,
    /// The resource or role left the catalog.
    RESOURCE,
    /// The person was locked.
    LOCKED,
    /// It was not active before its `startBy`, or before the calendar closed.
    TOO_LATE,
    /// The target's adapter said no.
    REFUSED,
    /// The allowance is forged, altered, expired, or says something else than the order.
    BAD_ALLOWANCE,
    /// No target of that id is configured here.
    UNKNOWN_TARGET,
    /// The target can't do what policy obliges it to.
    OBLIGATION,
    /// A newer request-service gave a reason that this version doesn't know. An end is an end all the same.
    UNKNOWN
}
