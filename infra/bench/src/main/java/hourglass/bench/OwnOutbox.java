package hourglass.bench;

import hourglass.events.TopicPlan;
import hourglass.local.parts.OutboxConnector;
import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import java.util.List;
import java.util.Map;

/// An outbox of the bench's own, in its own database and with its own connector, so that a hop can be measured alone
/// on the very parts that the services use.
final class OwnOutbox {
    private OwnOutbox() {}

    static void on(LocalStack stack) {
        OutboxConnector connector =
                OutboxConnector.of("bench", stack.addresses().port(Member.POSTGRES));
        stack.kafka()
                .createTopics(List.of(
                        new TopicPlan("bench.outbox", 1, Map.of()),
                        new TopicPlan("bench.hops", 1, Map.of()),
                        connector.heartbeatTopic()));
        stack.postgres(Member.POSTGRES).ensureDatabase("bench");
        stack.postgres(Member.POSTGRES).run("bench", """
                CREATE TABLE outbox (
                    id uuid PRIMARY KEY, topic text NOT NULL, key text NOT NULL, payload bytea NOT NULL,
                    ce_id text NOT NULL, ce_type text NOT NULL, ce_source text NOT NULL, ce_time text NOT NULL,
                    ce_subject text NOT NULL, traceparent text);
                ALTER TABLE outbox OWNER TO bench;
                """);
        stack.publish(connector);
    }
}
