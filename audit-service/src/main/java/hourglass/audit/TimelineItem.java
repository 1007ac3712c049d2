package hourglass.audit;

import java.time.Instant;

/// One event of a request.
///
/// @param at the writer's clock
/// @param event the record's type
/// @param by who or what caused it
/// @param text one line for people
/// @param topic it came on
/// @param writer who wrote it
/// @param entry its number in the log
public record TimelineItem(Instant at, String event, By by, String text, String topic, String writer, long entry) {}
