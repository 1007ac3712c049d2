package hourglass.request;

/// The way an act came in. A fact for policy and for the log; it gives no right by itself.
public enum Channel {
    PAGE,
    API,
    CLI,
    CHAT,
    SYSTEM
}
