package hourglass.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that the answers miss: it is not in the log, or it can't be read. What is not in the log
/// has an entry of its own that tells so.
///
/// @param kind what is missing
/// @param topic where
/// @param partition of missing offsets; absent with [Kind#SEQUENCE]
/// @param writer whose numbers are missing; absent without [Kind#SEQUENCE]
/// @param aggregate the record key; absent with missing offsets and with a record that has none
/// @param first missing offset or number
/// @param last missing offset or number
/// @param notBefore what is missing was written at this time or later; absent when nothing came before it
/// @param notAfter what is missing was written at this time or earlier
public record Gap(
        Kind kind,
        String topic,
        @Nullable Integer partition,
        @Nullable String writer,
        @Nullable String aggregate,
        long first,
        long last,
        @Nullable Instant notBefore,
        Instant notAfter) {
    /// Name of the entry's type.
    public static final String TYPE = "hourglass.audit.GapFound";

    /// What is missing.
    public enum Kind {
        /// Offsets between two records, more than the marker of a transaction takes.
        HOLE,
        /// Offsets that Kafka no longer keeps.
        NOT_KEPT,
        /// Offsets that were taken in, or were to come, of a partition that begins anew.
        BEGUN_ANEW,
        /// Numbers that a writer skipped for one aggregate.
        SEQUENCE,
        /// A record that is in the log and can't be read.
        UNDECODABLE
    }

    /// Missing offsets of a partition.
    public static Gap offsets(
            Kind kind,
            String topic,
            int partition,
            long first,
            long last,
            @Nullable Instant notBefore,
            Instant notAfter) {
        return new Gap(kind, topic, partition, null, null, first, last, notBefore, notAfter);
    }

    /// A record that can't be read.
    ///
    /// @param aggregate its key; absent when it has none
    /// @param at Kafka's time of it
    public static Gap undecodable(String topic, int partition, long offset, @Nullable String aggregate, Instant at) {
        return new Gap(Kind.UNDECODABLE, topic, partition, null, aggregate, offset, offset, null, at);
    }

    /// The same for the same gap, however often it is found.
    public String name() {
        return String.join("|", kind.name(), topic, partition + "", writer + "", aggregate + "", first + "-" + last);
    }

    /// The entry's value.
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", kind.name());
        members.put("topic", topic);
        members.put("first", first);
        members.put("last", last);
        members.put("notAfter", notAfter.toString());
        putIfPresent(members, "partition", partition);
        putIfPresent(members, "writer", writer);
        putIfPresent(members, "aggregate", aggregate);
        putIfPresent(members, "notBefore", notBefore == null ? null : notBefore.toString());
        return Json.object(members);
    }

    private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
