package hourglass.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of the log, understood.
///
/// @param entry its number in the log
/// @param stamp who wrote it, as which of their events
/// @param by who or what caused it
/// @param event the record's type, without its namespace
/// @param text one line for people
/// @param request that it belongs to; absent when it belongs to none
/// @param change what it means for the answers
public record Fact(
        long entry,
        Stamp stamp,
        By by,
        String event,
        String text,
        @Nullable String request,
        Change change) {
    /// An event's identity.
    ///
    /// @param topic it came on
    /// @param writer from its `ce_source`
    /// @param aggregate the record key
    /// @param sequence from 1 per topic, writer and aggregate
    /// @param eventId the same when the event is repeated
    /// @param at the writer's clock
    public record Stamp(String topic, String writer, String aggregate, long sequence, UUID eventId, Instant at) {}
}
