package hourglass.testkit;

import hourglass.events.TopicPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kafka 4.3 in KRaft mode, one broker. Topics are never created by use.
public final class TestKafka {
    private static @Nullable TestBroker broker;

    private TestKafka() {}

    /// What clients connect to first.
    public static String bootstrapServers() {
        return broker().admin().bootstrapServers();
    }

    /// Creates every topic of the contract, dead letter topics included, unless they are there.
    ///
    /// @param partitions of the topics that are keyed by request or person, at least 1
    public static void createAllTopics(int partitions) {
        createTopics(TopicPlan.all(partitions));
    }

    /// Creates topics, unless they are there.
    public static void createTopics(List<TopicPlan> plans) {
        broker().admin().createTopics(plans);
    }

    /// The broker, for tests that break it. They mend it, too: other tests of this JVM use it.
    public static synchronized TestBroker broker() {
        if (broker == null) {
            broker = switch (Parts.chosen()) {
                case CONTAINERS -> new ContainerKafka();
                case PROCESSES -> new EmbeddedKafka();
            };
        }
        return broker;
    }
}
