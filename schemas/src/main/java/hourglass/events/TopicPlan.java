package hourglass.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One topic as it is to be created.
///
/// @param name topic name
/// @param partitions fixed for ever: a key's order stands on it
/// @param config topic settings in Kafka's own names
public record TopicPlan(String name, int partitions, Map<String, String> config) {
    private static final String DAY = String.valueOf(24L * 60 * 60 * 1000);
    private static final Map<String, String> KEPT_35_DAYS =
            Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(35 * Long.parseLong(DAY)));
    private static final Map<String, String> COMPACTED =
            Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", String.valueOf(7 * Long.parseLong(DAY)));
    private static final Map<String, String> KEPT_FOR_EVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");

    /// Who consumes what, with a dead letter topic each.
    private static final Map<String, List<String>> CONSUMERS = Map.of(
            Topics.REQUESTS, List.of("policy-service", "grant-service"),
            Topics.DECISIONS, List.of("request-service"),
            Topics.GRANTS, List.of("request-service"),
            Topics.EXPIRIES, List.of("grant-service"),
            Topics.CATALOG, List.of("request-service", "grant-service", "policy-service"),
            Topics.DIRECTORY, List.of("request-service", "grant-service", "policy-service"),
            Topics.POLICIES, List.of("request-service", "policy-service"));

    /// Every topic of the contract, dead letter topics included.
    ///
    /// @param partitions of the topics that are keyed by request or person, at least 1
    public static List<TopicPlan> all(int partitions) {
        List<TopicPlan> plans = new ArrayList<>();
        for (String topic : Topics.ALL) {
            TopicPlan plan = switch (topic) {
                case Topics.POLICIES, Topics.CHECKPOINTS -> new TopicPlan(topic, 1, KEPT_FOR_EVER);
                case Topics.CATALOG, Topics.DIRECTORY -> new TopicPlan(topic, 1, COMPACTED);
                case Topics.HEARTBEATS -> new TopicPlan(topic, 1, KEPT_35_DAYS);
                default -> new TopicPlan(topic, partitions, KEPT_35_DAYS);
            };
            plans.add(plan);
            for (String consumer : CONSUMERS.getOrDefault(topic, List.of())) {
                plans.add(new TopicPlan(Topics.deadLetters(topic, consumer), plan.partitions(), KEPT_35_DAYS));
            }
        }
        return List.copyOf(plans);
    }
}
