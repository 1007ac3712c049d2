package hourglass.bench;

import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The raw hops that a request can't do without, each alone, on the same parts: what submit-to-ACTIVE is held against.
final class Hops {
    private static final int ROUNDS = 200;

    private final LocalStack stack;

    Hops(LocalStack stack) {
        this.stack = stack;
    }

    /// The sum over one request: commits of submission, order, intent, activation and of reading it back into the
    /// request; Debezium after the first, second and fourth; Kafka alone for the decision; one call to the target.
    Samples sum() throws SQLException {
        return Samples.sum(
                RandomGenerator.getDefault(), List.of(commits(), debezium(), kafka(), target()), List.of(5, 3, 1, 1));
    }

    Samples commits() throws SQLException {
        Samples samples = new Samples();
        try (Connection connection = connect(Member.POSTGRES, "bench")) {
            run(connection, "CREATE TABLE IF NOT EXISTS hop (id uuid PRIMARY KEY, payload bytea NOT NULL)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO hop VALUES (?, ?)")) {
                for (int i = 0; i < ROUNDS; i++) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setBytes(2, new byte[500]);
                    long start = System.nanoTime();
                    insert.executeUpdate();
                    samples.add(Samples.since(start));
                }
            }
        }
        return samples;
    }

    Samples kafka() {
        Samples samples = new Samples();
        try (KafkaConsumer<String, byte[]> consumer = consumerAtEnd("bench.hops");
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.addresses().bootstrapServers(),
                                "acks",
                                "all",
                                "linger.ms",
                                0),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                producer.send(new ProducerRecord<>("bench.hops", "key", new byte[500]))
                        .get();
                awaitOne(consumer);
                samples.add(Samples.since(start));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused a record: " + e.getMessage(), e);
        }
        return samples;
    }

    /// From the commit of an outbox row to the record in a consumer's hand.
    Samples debezium() throws SQLException {
        Samples samples = new Samples();
        try (KafkaConsumer<String, byte[]> consumer = consumerAtEnd("bench.outbox");
                Connection connection = connect(Member.POSTGRES, "bench");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO outbox (id, topic, key, payload, ce_id, ce_type, ce_source, ce_time, ce_subject)"
                                + " VALUES (?, 'bench.outbox', 'key', ?, 'id', 'type', '/bench', 'time', 'key')")) {
            for (int i = 0; i < ROUNDS; i++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setBytes(2, new byte[500]);
                insert.executeUpdate();
                long start = System.nanoTime();
                awaitOne(consumer);
                samples.add(Samples.since(start));
            }
        }
        return samples;
    }

    /// One transaction on the target that gives a role, and reading it back.
    Samples target() throws SQLException {
        Samples samples = new Samples();
        try (Connection connection = connect(Member.STAGING_DB, "postgres")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                run(connection, "GRANT payments_staging_reader TO alice WITH INHERIT TRUE, SET TRUE, ADMIN FALSE");
                connection.commit();
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = 'alice'")) {
                    rows.next();
                }
                connection.commit();
                samples.add(Samples.since(start));
                run(connection, "REVOKE payments_staging_reader FROM alice");
                connection.commit();
            }
        }
        return samples;
    }

    private static void awaitOne(KafkaConsumer<String, byte[]> consumer) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No record came within 30 s");
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumerAtEnd(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.addresses().bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToEnd(partition);
        consumer.position(partition.getFirst());
        return consumer;
    }

    private Connection connect(Member server, String database) throws SQLException {
        return DriverManager.getConnection(stack.addresses().jdbc(server, database), "postgres", "");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
