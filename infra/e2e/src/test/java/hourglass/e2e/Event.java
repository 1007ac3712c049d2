package hourglass.e2e;

/// One record as a downstream system reads it.
///
/// @param type simple name of the record type
/// @param value the record as JSON, by the schema it was written with
/// @param eventId `meta.eventId`
/// @param causationId `meta.causationId`, `null` as text when there is none
/// @param sequence `meta.sequence`
/// @param writer the `ce_source` header
record Event(
        String topic,
        int partition,
        long offset,
        String key,
        String type,
        String value,
        String eventId,
        String causationId,
        long sequence,
        String writer) {}
