package hourglass.local.parts;

import hourglass.events.TopicPlan;
import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// One Kafka 4.3.1 broker in KRaft mode, its own controller, on the loopback address.
public final class KafkaBroker {
    private static final String CLUSTER = "SG91cmdsYXNzTG9jYWwhIQ";

    private final Path data;
    private final int port;
    private final int controllerPort;
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
        this.part = new Part(
                new Program("kafka", command(settingsFile(), jvm), Map.of(), log, Signal.TERM, Signal.TERM),
                this::answers,
                Duration.ofSeconds(90));
    }

    /// Its process.
    public Part part() {
        return part;
    }

    /// What clients connect to first.
    public String bootstrapServers() {
        return "localhost:" + port;
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
        List<NewTopic> wanted = plans.stream()
                .map(plan -> new NewTopic(plan.name(), plan.partitions(), (short) 1).configs(plan.config()))
                .toList();
        try (Admin admin = admin(bootstrapServers(), 30_000)) {
            for (var created : admin.createTopics(wanted).values().entrySet()) {
                try {
                    created.getValue().get(30, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("Can't create topic " + created.getKey(), e.getCause());
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka doesn't answer at " + bootstrapServers(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        } catch (IOException e) {
            return false;
        }
        try (Admin admin = admin(bootstrapServers(), 1_500)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Admin admin(String bootstrap, int timeoutMillis) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("default.api.timeout.ms", Integer.toString(timeoutMillis));
        settings.put("request.timeout.ms", Integer.toString(timeoutMillis));
        return Admin.create(settings);
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
