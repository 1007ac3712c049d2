package hourglass.events;

/// Record headers: CloudEvents in binary mode, and the W3C trace context. All values are UTF-8.
public final class Headers {
    /// The event's id, as in `meta.eventId`.
    public static final String ID = "ce_id";
    /// The record type's full name, such as `hourglass.events.AccessRequested`.
    public static final String TYPE = "ce_type";
    /// The writer, such as `/request-service`.
    public static final String SOURCE = "ce_source";
    /// RFC 3339, as in `meta.occurredAt`.
    public static final String TIME = "ce_time";
    /// The record key.
    public static final String SUBJECT = "ce_subject";
    /// W3C `traceparent`.
    public static final String TRACE = "traceparent";

    private Headers() {}
}
