package hourglass.audit.log;

/// Where a record stood before it came into the log.
///
/// @param topic Kafka's topic; begins with `@` when the log wrote the entry itself, which no Kafka topic can
/// @param partition from 0
/// @param offset from 0
/// @param timestamp Kafka's, in milliseconds since the epoch
public record Origin(String topic, int partition, long offset, long timestamp) {
    /// What the log writes itself: gaps that it found, and who read it.
    public static final String OWN = "@audit";

    public boolean isOwn() {
        return topic.equals(OWN);
    }
}
