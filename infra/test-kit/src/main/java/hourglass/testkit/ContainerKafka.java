package hourglass.testkit;

import hourglass.local.parts.KafkaAdmin;
import hourglass.local.process.FreePorts;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// A broker in a container, its own controller.
final class ContainerKafka implements TestBroker {
    private static final String IMAGE = "apache/kafka:4.3.1";

    private final KafkaAdmin admin =
            new KafkaAdmin(DockerClientFactory.instance().dockerHostIpAddress(), FreePorts.any());
    private final ContainerControl control;

    ContainerKafka() {
        int port = admin.port();
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:" + port + ",CONTROLLER://:9093")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + admin.bootstrapServers())
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        container.setPortBindings(List.of(port + ":" + port));
        control = new ContainerControl(container, admin::answers);
        container.start();
        control.awaitAnswer();
    }

    @Override
    public KafkaAdmin admin() {
        return admin;
    }

    @Override
    public void pause() {
        control.pause();
    }

    @Override
    public void resume() {
        control.resume();
    }

    @Override
    public void stop() {
        control.stop();
    }

    @Override
    public void kill() {
        control.kill();
    }

    @Override
    public void start() {
        control.start();
    }
}
