package hourglass.testkit;

import hourglass.events.TopicPlan;
import hourglass.local.parts.KafkaBroker;
import hourglass.local.process.Ports;
import hourglass.local.process.Scratch;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kafka 4.3 in KRaft mode, one broker. Topics are never created by use.
public final class TestKafka {
    private static @Nullable KafkaBroker broker;

    private TestKafka() {}

    /// What clients connect to first.
    public static String bootstrapServers() {
        return broker().bootstrapServers();
    }

    /// Creates every topic of the contract, dead letter topics included, unless they are there.
    ///
    /// @param partitions of the topics that are keyed by request or person, at least 1
    public static void createAllTopics(int partitions) {
        createTopics(TopicPlan.all(partitions));
    }

    /// Creates topics, unless they are there.
    public static void createTopics(List<TopicPlan> plans) {
        broker().createTopics(plans);
    }

    /// The broker's process, for tests that break it. They mend it, too: other tests of this JVM use it.
    public static synchronized KafkaBroker broker() {
        if (broker == null) {
            Path folder = Scratch.directory();
            broker = new KafkaBroker(folder.resolve("kafka"), Ports.free(), Ports.free(), folder.resolve("kafka.log"));
            broker.start();
        }
        return broker;
    }
}
