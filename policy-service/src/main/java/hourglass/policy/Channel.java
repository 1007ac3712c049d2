package hourglass.policy;

/// The way in which an act came in.
public enum Channel {
    PAGE,
    API,
    CLI,
    CHAT,
    SYSTEM
}
