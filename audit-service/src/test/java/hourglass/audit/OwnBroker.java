package hourglass.audit;

import hourglass.events.TopicPlan;
import hourglass.local.parts.Jvm;
import hourglass.local.parts.KafkaBroker;
import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A broker for one test class that spoils its topics.
final class OwnBroker implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final KafkaBroker broker;

    OwnBroker(int partitions) {
        String name = "own-kafka-" + NUMBER.incrementAndGet();
        Path folder = Scratch.directory();
        broker = new KafkaBroker(
                folder.resolve(name), FreePorts.any(), FreePorts.any(), folder.resolve(name + ".log"), Jvm.QUICK_START);
        broker.start();
        broker.createTopics(TopicPlan.all(partitions));
    }

    String address() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.part().stop();
    }
}
