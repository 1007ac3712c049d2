package hourglass.local.parts;

import hourglass.events.TopicPlan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// What one asks a broker to do that isn't reading or writing.
///
/// @param host of the broker
/// @param port of the broker
public record KafkaAdmin(String host, int port) {
    /// What clients connect to first.
    public String bootstrapServers() {
        return host + ":" + port;
    }

    /// Whether the broker serves; asks for at most about two seconds.
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 500);
        } catch (IOException e) {
            return false; // cheaper than an admin client that can't connect
        }
        try (Admin admin = client(1_500)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Creates the topics that aren't there yet; those that are stay as they are.
    ///
    /// @throws IllegalStateException when one can't be created
    public void createTopics(List<TopicPlan> plans) {
        List<NewTopic> wanted = plans.stream()
                .map(plan -> new NewTopic(plan.name(), plan.partitions(), (short) 1).configs(plan.config()))
                .toList();
        try (Admin admin = client(30_000)) {
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

    private Admin client(int timeoutMillis) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("default.api.timeout.ms", Integer.toString(timeoutMillis));
        settings.put("request.timeout.ms", Integer.toString(timeoutMillis));
        return Admin.create(settings);
    }
}
