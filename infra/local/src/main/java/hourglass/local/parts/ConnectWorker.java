package hourglass.local.parts;

import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// A Kafka Connect 4.3.1 worker with Debezium 3.7.0 in its plugin folder.
public final class ConnectWorker {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path settings;
    private final String bootstrapServers;
    private final int port;
    private final Part part;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    /// A worker that is not started yet.
    ///
    /// @param settings file for its settings, written at each start
    /// @param bootstrapServers the broker
    /// @param port of its REST interface
    /// @param log takes its output
    /// @param jvm how it is run
    public ConnectWorker(Path settings, String bootstrapServers, int port, Path log, Jvm jvm) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.port = port;
        this.part = new Part(
                new Program("connect", command(settings, jvm), Map.of(), log, Signal.TERM, Signal.KILL),
                () -> Http.ok(url() + "/connectors"),
                PATIENCE);
    }

    /// Its process.
    public Part part() {
        return part;
    }

    /// Base address of its REST interface.
    public String url() {
        return "http://localhost:" + port;
    }

    /// Starts it.
    ///
    /// @throws PartFailedException when it doesn't come up
    public ConnectWorker start() {
        writeSettings();
        part.start();
        return this;
    }

    /// Registers a connector, or gives it new settings, and waits until its task runs.
    ///
    /// @throws IllegalStateException with Connect's words when it is refused or fails
    public void register(OutboxConnector connector) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String address = url() + "/connectors/" + connector.name();
        HttpResponse<String> answer;
        do { // 409 while the worker rebalances
            answer = Http.put(address + "/config", Http.json(connector.settings()));
        } while (answer.statusCode() == 409 && nextTry(deadline));
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("Connect refused " + connector.name() + ": " + answer.body());
        }
        registered.add(connector.name());
        String status;
        do {
            status = Http.get(address + "/status").body();
            if (status.contains("\"FAILED\"")) {
                throw new IllegalStateException("Connector " + connector.name() + " failed: " + status);
            }
        } while (!status.contains("\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"") && nextTry(deadline));
        if (!status.contains("\"RUNNING\"")) {
            throw new IllegalStateException("Connector " + connector.name() + " doesn't run: " + status);
        }
    }

    /// Starts the tasks again that have given up, as after an outage longer than their patience.
    ///
    /// @return the connectors concerned; none when the worker doesn't answer
    public List<String> restartFailed() {
        List<String> restarted = new ArrayList<>();
        try {
            for (String name : registered) {
                if (Http.get(url() + "/connectors/" + name + "/status").body().contains("\"FAILED\"")) {
                    var _ = Http.post(url() + "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true");
                    restarted.add(name);
                }
            }
        } catch (UncheckedIOException e) {
            return List.of(); // it is down or starting; whoever watches the processes says so
        }
        return restarted;
    }

    private boolean nextTry(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            return false;
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        return part.alive();
    }

    private void writeSettings() {
        List<String> lines = List.of(
                "bootstrap.servers=" + bootstrapServers,
                "group.id=connect",
                "listeners=http://127.0.0.1:" + port,
                "rest.advertised.host.name=localhost",
                "rest.advertised.port=" + port,
                "plugin.path=" + Checkout.built("infra/parts/debezium/target/plugins"),
                "plugin.discovery=service_load",
                "connector.client.config.override.policy=All",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
                "config.storage.topic=connect.configs",
                "config.storage.replication.factor=1",
                "offset.storage.topic=connect.offsets",
                "offset.storage.replication.factor=1",
                "offset.storage.partitions=1",
                "status.storage.topic=connect.status",
                "status.storage.replication.factor=1",
                "status.storage.partitions=1",
                "offset.flush.interval.ms=1000", // what came after the last flush comes twice after a crash
                "scheduled.rebalance.max.delay.ms=0");
        try {
            Files.createDirectories(settings.toAbsolutePath().getParent());
            Files.write(settings, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + settings + ": " + e.getMessage(), e);
        }
    }

    private static List<String> command(Path settings, Jvm jvm) {
        Path libraries = Checkout.built("infra/parts/kafka/target/lib");
        List<String> command = new ArrayList<>(jvm.command(256, Jvm.LOG_TO_OUTPUT));
        command.addAll(List.of("-cp", libraries + "/*", "org.apache.kafka.connect.cli.ConnectDistributed"));
        command.add(settings.toString());
        return command;
    }
}
