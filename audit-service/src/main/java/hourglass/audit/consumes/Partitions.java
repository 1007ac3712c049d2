package hourglass.audit.consumes;

import hourglass.audit.store.Source;
import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions to take in: all of every topic of the contract, dead letter topics included.
public final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /// A policy set is published in one Kafka transaction, the only kind in the system: its markers leave holes.
    private static final Set<String> TRANSACTIONAL = Set.of(Topics.POLICIES, Topics.CATALOG, Topics.DIRECTORY);

    private final List<String> topics;
    private final IntakeMetrics metrics;
    private Set<String> reported = Set.of();

    public Partitions(IntakeMetrics metrics) {
        this(TopicPlan.all(1).stream().map(TopicPlan::name).toList(), metrics);
    }

    Partitions(List<String> topics, IntakeMetrics metrics) {
        this.topics = List.copyOf(topics);
        this.metrics = metrics;
    }

    /// How many missing offsets in a row are normal on this topic: a transaction leaves one, its marker. An aborted one
    /// leaves more, and that is told: from here it looks like records that were lost.
    int normalHole(String topic) {
        return TRANSACTIONAL.contains(topic) ? 1 : 0;
    }

    /// What Kafka has of them now.
    List<TopicPartition> find(Consumer<?, ?> kafka, List<Source> known) {
        Map<String, List<PartitionInfo>> there = kafka.listTopics(ANSWER);
        List<TopicPartition> found = new ArrayList<>();
        Set<String> troubles = new TreeSet<>();
        for (String topic : topics) {
            List<PartitionInfo> partitions = there.getOrDefault(topic, List.of());
            partitions.forEach(one -> found.add(new TopicPartition(topic, one.partition())));
            long before = known.stream()
                    .filter(source -> source.topic().equals(topic))
                    .count();
            if (partitions.isEmpty()) {
                troubles.add("Topic " + topic + " does not exist; nothing of it can be in the log. Create it.");
            } else if (before != 0 && before != partitions.size()) {
                troubles.add("Topic %s had %d partitions and has %d: the order of its keys is lost."
                        .formatted(topic, before, partitions.size()));
            }
        }
        if (!troubles.equals(reported)) {
            troubles.forEach(LOG::error);
            reported = troubles;
        }
        metrics.topicTroubles(troubles.size());
        return found;
    }
}
