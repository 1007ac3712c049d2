package hourglass.policy;

/// How far the asked-about request has come: still open, ordered from grant-service, or live access.
public enum Phase {
    OPEN,
    ORDERED,
    ACTIVE
}
