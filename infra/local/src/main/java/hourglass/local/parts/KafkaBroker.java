package hourglass.local.parts;

import hourglass.events.TopicPlan;
import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One Kafka 4.3.1 broker in KRaft mode, its own controller, on the loopback address.
public final class KafkaBroker {
    private static final String CLUSTER = "SG91cmdsYXNzTG9jYWwhIQ";

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final KafkaAdmin admin;
    private final Part part;

    /// A broker that is not started yet.
    ///
    /// @param data its folder, made when absent
    /// @param port for clients
    /// @param controllerPort for itself
    /// @param log takes its output
    /// @param jvm how it is run
    public KafkaBroker(Path data, int port, int controllerPort, Path log, Jvm jvm) {
        this.data = data;
        this.port = port;
        this.controllerPort = controllerPort;
        this.admin = new KafkaAdmin("localhost", port);
        this.part = new Part(
                new Program("kafka", command(settingsFile(), jvm), Map.of(), log, Signal.TERM, Signal.TERM),
                admin::answers,
                Duration.ofMinutes(3));
    }

    /// Its process.
    public Part part() {
        return part;
    }

    /// What clients connect to first.
    public String bootstrapServers() {
        return admin.bootstrapServers();
    }

    /// Starts it, on new data when there is none.
    ///
    /// @throws PartFailedException when it doesn't come up
    public KafkaBroker start() {
        writeSettings();
        part.start();
        return this;
    }

    /// Creates the topics that aren't there yet; those that are stay as they are.
    public void createTopics(List<TopicPlan> plans) {
        admin.createTopics(plans);
    }

    private Path settingsFile() {
        return data.resolveSibling(data.getFileName() + ".properties");
    }

    private void writeSettings() {
        List<String> lines = List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://localhost:" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "log.dirs=" + data,
                "auto.create.topics.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=4",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "log.cleaner.dedupe.buffer.size=4194304");
        try {
            Files.createDirectories(data);
            Files.write(settingsFile(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + settingsFile() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> command(Path settings, Jvm jvm) {
        Path classes = Checkout.built("infra/parts/kafka/target/classes");
        Path libraries = Checkout.built("infra/parts/kafka/target/lib");
        List<String> command = new ArrayList<>(jvm.command(320, Jvm.LOG_TO_OUTPUT));
        command.addAll(List.of("-cp", classes + ":" + libraries + "/*"));
        command.addAll(List.of("hourglass.parts.kafka.Broker", settings.toString(), CLUSTER));
        return command;
    }
}
