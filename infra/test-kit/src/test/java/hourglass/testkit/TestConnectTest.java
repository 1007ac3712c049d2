package hourglass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class TestConnectTest {
    private static final String OUTBOX = """
            CREATE TABLE outbox (
              id uuid PRIMARY KEY, topic text NOT NULL, key text NOT NULL, payload bytea NOT NULL,
              ce_id text NOT NULL, ce_type text NOT NULL, ce_source text NOT NULL, ce_time text NOT NULL,
              ce_subject text NOT NULL, traceparent text NOT NULL,
              tx xid8 NOT NULL DEFAULT pg_current_xact_id(), created_at timestamptz NOT NULL DEFAULT now())""";

    @Test
    void publishesARowOfAnOutboxAsItIs() throws SQLException {
        Database database = TestPostgres.database();
        database.run(OUTBOX);
        TestKafka.createAllTopics(1);
        TestConnect.publishOutbox(database);
        database.run("""
                INSERT INTO outbox (id, topic, key, payload, ce_id, ce_type, ce_source, ce_time, ce_subject, traceparent)
                VALUES ('0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04', 'hourglass.requests', 'r1', '\\x0000000001047230',
                        'e1', 'hourglass.events.RequestCancelled', '/request-service', '2026-11-24T09:00:00.000001Z',
                        'r1', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')""");
        ConsumerRecord<String, byte[]> record = only(Topics.REQUESTS);
        assertThat(record.key()).isEqualTo("r1");
        assertThat(record.value()).containsExactly(0, 0, 0, 0, 1, 4, 0x72, 0x30);
        assertThat(header(record, "ce_id")).isEqualTo("e1");
        assertThat(header(record, "ce_type")).isEqualTo("hourglass.events.RequestCancelled");
        assertThat(header(record, "ce_time")).isEqualTo("2026-11-24T09:00:00.000001Z");
        assertThat(header(record, "traceparent")).startsWith("00-4bf9");
    }

    @Test
    void keepsEverySubjectFullyCompatible() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(TestRegistry.url() + "/config"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("FULL_TRANSITIVE");
    }

    @Test
    void createsEveryTopicOfTheContract() {
        TestKafka.createAllTopics(1);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            assertThat(consumer.listTopics())
                    .containsKeys(TopicPlan.all(1).stream().map(TopicPlan::name).toArray(String[]::new));
        }
    }

    private static ConsumerRecord<String, byte[]> only(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (seen.isEmpty() && System.nanoTime() - deadline < 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
            }
            assertThat(seen).hasSize(1);
            return seen.getFirst();
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
