package hourglass.testkit;

import hourglass.local.parts.ConnectWorker;
import hourglass.local.parts.Jvm;
import hourglass.local.parts.OutboxConnector;
import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kafka Connect with Debezium on this JVM's broker.
public final class TestConnect {
    private static @Nullable ConnectWorker worker;

    private TestConnect() {}

    /// Publishes the table `public.outbox` of a database from now on. Create the topics that its rows name first.
    public static void publishOutbox(Database database) {
        OutboxConnector connector = new OutboxConnector(
                database.name() + "_outbox",
                TestPostgres.shared().host(),
                TestPostgres.shared().port(),
                database.name(),
                database.user(),
                database.password());
        TestKafka.createTopics(List.of(connector.heartbeatTopic()));
        worker().register(connector);
    }

    /// The worker's process, for tests that break it. They mend it, too: other tests of this JVM use it.
    public static synchronized ConnectWorker worker() {
        if (worker == null) {
            Path folder = Scratch.directory();
            worker = new ConnectWorker(
                    folder.resolve("connect.properties"),
                    TestKafka.bootstrapServers(),
                    FreePorts.any(),
                    folder.resolve("connect.log"),
                    Jvm.QUICK_START);
            worker.start();
        }
        return worker;
    }
}
