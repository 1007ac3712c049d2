package hourglass.policy;

import hourglass.events.TopicPlan;
import hourglass.testkit.TestKafka;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;

/// All topics of the contract, new and empty: numbers of policy sets begin at 1 again.
public final class CleanTopics {
    private CleanTopics() {}

    public static void make() {
        List<TopicPlan> plans = TopicPlan.all(2);
        Set<String> names = new HashSet<>(plans.stream().map(TopicPlan::name).toList());
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()))) {
            Set<String> there = new HashSet<>(admin.listTopics().names().get());
            there.retainAll(names);
            admin.deleteTopics(there).all().get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Can't empty the topics", e);
        }
        TestKafka.createTopics(plans);
    }
}
