package hourglass.e2e;

import static org.awaitility.Awaitility.await;

import hourglass.events.Headers;
import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The topics as anyone may read them, from zero to the end.
final class Wire {
    /// Service groups, whose lag is what the system still has to do.
    private static final List<String> GROUPS = List.of("policy-service", "request-service", "grant-service");

    private static final Set<String> TRANSACTIONAL = Set.of(Topics.POLICIES, Topics.CATALOG, Topics.DIRECTORY);

    private final String bootstrap;
    private final ConfluentReader reader;

    Wire(String bootstrap, String registryUrl) {
        this.bootstrap = bootstrap;
        this.reader = new ConfluentReader(registryUrl);
    }

    /// Everything on a topic now.
    List<Event> all(String topic) {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : raw(topic)) {
            String type = header(record, Headers.TYPE).orElse("");
            GenericRecord value = reader.read(record.value());
            GenericRecord meta = (GenericRecord) value.get("meta");
            events.add(new Event(
                    topic,
                    record.partition(),
                    record.offset(),
                    record.key(),
                    type.substring(type.lastIndexOf('.') + 1),
                    value.toString(),
                    String.valueOf(meta.get("eventId")),
                    String.valueOf(meta.get("causationId")),
                    (Long) meta.get("sequence"),
                    header(record, Headers.SOURCE).orElse("")));
        }
        return events;
    }

    List<Event> records(String topic, String type) {
        return all(topic).stream().filter(event -> event.type().equals(type)).toList();
    }

    /// The record types of one key, in order.
    List<String> types(String topic, String key) {
        return all(topic).stream()
                .filter(event -> event.key().equals(key))
                .map(Event::type)
                .toList();
    }

    /// All distinct events, so that a repeat with the same id does not count; checkpoints grow by themselves. Of
    /// decisions the asks: an ask that is read again is answered under the newest policies, under another id when
    /// they differ, and its first answer counts.
    Map<String, Set<String>> fingerprint() {
        return Topics.ALL.stream()
                .filter(topic -> !topic.equals(Topics.CHECKPOINTS) && !topic.equals(Topics.HEARTBEATS))
                .collect(Collectors.toMap(
                        topic -> topic,
                        topic -> all(topic).stream()
                                .map(topic.equals(Topics.DECISIONS) ? Event::causationId : Event::eventId)
                                .collect(Collectors.toSet())));
    }

    /// Raw records of any topic, dead letter topics included.
    List<ConsumerRecord<String, byte[]>> raw(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /// How many records the services have not consumed yet.
    long lag() {
        try (Admin admin = admin()) {
            long lag = 0;
            for (String group : GROUPS) {
                Map<TopicPartition, OffsetAndMetadata> committed =
                        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                Map<TopicPartition, Long> ends = new HashMap<>();
                get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
                for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
                    // A transaction's marker ends these topics, and no consumer commits past it by itself.
                    if (TRANSACTIONAL.contains(entry.getKey().topic())) {
                        continue;
                    }
                    lag += Math.max(
                            0,
                            ends.getOrDefault(entry.getKey(), 0L)
                                    - entry.getValue().offset());
                }
            }
            return lag;
        }
    }

    /// Waits until the services have consumed everything and nothing new comes.
    void settled() {
        long[] last = {-1};
        await("topics settled")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(700))
                .until(() -> {
                    long size = fingerprint().values().stream()
                            .mapToLong(Collection::size)
                            .sum();
                    boolean same = size == last[0] && lag() == 0;
                    last[0] = size;
                    return same;
                });
    }

    /// Sets every service group back to the beginning of all its topics; the services must be stopped.
    void rewindAllGroups() {
        try (Admin admin = admin()) {
            for (String group : GROUPS) {
                Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .keySet()
                        .forEach(partition -> zero.put(partition, new OffsetAndMetadata(0)));
                await("group " + group + " empty")
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> {
                            get(admin.alterConsumerGroupOffsets(group, zero).all());
                            return true;
                        });
            }
        }
    }

    static List<String> deadLetterTopics() {
        return TopicPlan.all(1).stream()
                .map(TopicPlan::name)
                .filter(name -> name.endsWith(".dlt"))
                .toList();
    }

    static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
