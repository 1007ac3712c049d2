package hourglass.audit.consumes;

import hourglass.audit.By;
import hourglass.audit.Fact;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hashing;
import hourglass.events.AttemptRefused;
import hourglass.events.Headers;
import hourglass.events.Meta;
import hourglass.events.TopicRecords;
import hourglass.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Turns a record of the contract into a fact.
final class Translation {
    private static final Set<String> BY_REQUEST =
            Set.of(Topics.REQUESTS, Topics.DECISIONS, Topics.GRANTS, Topics.EXPIRIES);

    /// Of any legitimate name or id in characters.
    private static final int LONGEST_NAME = 200;

    private Translation() {}

    /// Empty when the contract has no such record on that topic.
    static Optional<Fact> fact(long entry, Envelope envelope, SpecificRecord record) {
        String topic = envelope.origin().topic();
        if (!TopicRecords.on(topic).contains(record.getClass())
                || !(record.get(record.getSchema().getField("meta").pos()) instanceof Meta meta)) {
            return Optional.empty();
        }
        String writer = envelope.header(Headers.SOURCE);
        Fact.Stamp stamp = new Fact.Stamp(
                topic,
                clean(writer == null ? "" : writer),
                clean(meta.getAggregate()),
                meta.getSequence(),
                meta.getEventId(),
                Times.within(meta.getOccurredAt()));
        By by = new By(
                meta.getActor().getKind().name(),
                clean(meta.getActor().getId()),
                meta.getActor().getVia().name());
        return Optional.of(new Fact(
                entry,
                stamp,
                by,
                record.getSchema().getName(),
                line(Lines.of(record, by.id())),
                request(stamp, record),
                Changes.of(record)));
    }

    private static @Nullable String request(Fact.Stamp stamp, SpecificRecord record) {
        if (BY_REQUEST.contains(stamp.topic())) {
            return stamp.aggregate();
        }
        return record instanceof AttemptRefused refused
                ? refused.getSubject().map(Translation::clean).orElse(null)
                : null;
    }

    /// A name or id as the answers keep it: no NUL, which PostgreSQL's text can't hold, and short enough for an
    /// index. A record must not stop the answers by what it holds; the log has it as it came.
    static String clean(String text) {
        String name = line(text);
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "…"
                        + Hashing.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String line(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
    }
}
