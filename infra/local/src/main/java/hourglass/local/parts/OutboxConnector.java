package hourglass.local.parts;

import hourglass.events.TopicPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Publishes one service's outbox table: Debezium reads the write-ahead log and its event router sends each row to
/// the topic that the row names, the payload as it is, the CloudEvents columns as headers.
///
/// At least once: Connect's exactly-once source would put transaction markers on the topics, and the audit log takes a
/// hole in their offsets for a lost record. After a crash of Connect a row may come twice, with the same event id.
///
/// @param name of the connector, its slot and its publication; lower case, underscores
/// @param host of the database server
/// @param port of the database server
/// @param database with the table `public.outbox`, which must exist when the connector is registered
/// @param user who owns the table and may read the write-ahead log
/// @param password of the user; may be empty
public record OutboxConnector(String name, String host, int port, String database, String user, String password) {
    /// For the outbox in a database of a server on this machine that trusts its users.
    public static OutboxConnector of(String database, int port) {
        return new OutboxConnector(database + "_outbox", "localhost", port, database, database, "");
    }

    /// The topic of the connector's heartbeat, which must exist: a connector stalls on an unknown topic.
    public TopicPlan heartbeatTopic() {
        return new TopicPlan("__debezium-heartbeat." + name, 1, Map.of("cleanup.policy", "delete"));
    }

    /// The connector's settings in Kafka Connect's words.
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("tasks.max", "1");
        settings.put("database.hostname", host);
        settings.put("database.port", Integer.toString(port));
        settings.put("database.dbname", database);
        settings.put("database.user", user);
        settings.put("database.password", password);
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", name);
        settings.put("publication.name", name);
        settings.put("publication.autocreate.mode", "filtered");
        settings.put("table.include.list", "public.outbox");
        settings.put("snapshot.mode", "no_data");
        settings.put("skipped.operations", "u,d,t");
        settings.put("tombstones.on.delete", "false");
        settings.put("extended.headers.enabled", "false");
        settings.put("topic.prefix", name);
        settings.put("heartbeat.interval.ms", "5000");
        // A batch of one hands each row on at once; a larger one is held until the interval is over. The interval is
        // then how often an idle log is looked at. Debezium spins through the last millisecond of each: 5 ms would
        // take a fifth of a core for each connector.
        settings.put("poll.interval.ms", "10");
        settings.put("max.batch.size", "1");
        settings.put("max.queue.size", "32768");
        settings.put("errors.max.retries", "-1");
        settings.put("producer.override.delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
        settings.put("producer.override.max.block.ms", Long.toString(Long.MAX_VALUE));
        settings.put("producer.override.acks", "all");
        settings.put("producer.override.enable.idempotence", "true");
        settings.put("producer.override.max.in.flight.requests.per.connection", "5");
        settings.put("producer.override.linger.ms", "0");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "io.debezium.converters.BinaryDataConverter");
        settings.put("value.converter.delegate.converter.type", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter.delegate.converter.type.schemas.enable", "false");
        settings.put("transforms", "outbox");
        settings.put("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        settings.put("transforms.outbox.route.by.field", "topic");
        settings.put("transforms.outbox.route.topic.replacement", "${routedByValue}");
        settings.put("transforms.outbox.table.field.event.key", "key");
        settings.put("transforms.outbox.table.fields.additional.placement", headers());
        return settings;
    }

    private static String headers() {
        return Stream.of("ce_id", "ce_type", "ce_source", "ce_time", "ce_subject", "traceparent")
                .map(column -> column + ":header")
                .collect(Collectors.joining(","));
    }
}
