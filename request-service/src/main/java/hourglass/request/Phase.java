package hourglass.request;

/// Where a request stands when it is put before policy.
public enum Phase {
    OPEN,
    ORDERED,
    ACTIVE
}
