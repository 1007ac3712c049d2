package hourglass.policy;

import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.Publisher;
import hourglass.policy.loading.PolicySets;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/// One running policy-service on a real broker, registry and Git repository.
public final class Instance implements AutoCloseable {
    private final ServletWebServerApplicationContext context;

    private Instance(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /// Starts an instance and returns when it answers HTTP; it may still be loading.
    ///
    /// @param repository Git URL
    /// @param data folder of this instance
    /// @param key PEM file with the allowance key
    /// @param settings further ones, `--name=value`
    public static Instance start(String repository, Path data, Path key, Issuer issuer, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--hourglass.registry.url=" + TestRegistry.url(),
                "--hourglass.identity.issuers[0].alias=local",
                "--hourglass.identity.issuers[0].issuer=" + issuer.address(),
                "--hourglass.policy.repository=" + repository,
                "--hourglass.policy.data=" + data,
                "--hourglass.policy.allowance-key=" + key,
                "--hourglass.policy.poll=100ms"));
        arguments.addAll(List.of(settings));
        return new Instance((ServletWebServerApplicationContext)
                new SpringApplicationBuilder(PolicyServiceApplication.class).run(arguments.toArray(String[]::new)));
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /// Sends an ask as request-service would.
    public void send(Asks ask) {
        part(Publisher.class).send(Topics.REQUESTS, ask.content().getRequestId(), ask.requested());
    }

    /// Does something while this instance hears no asks.
    public void whileNotListening(Runnable something) {
        MessageListenerContainer asks =
                Objects.requireNonNull(part(KafkaListenerEndpointRegistry.class).getListenerContainer("requests"));
        asks.stop();
        something.run();
        asks.start();
    }

    public Log log(String topic) {
        return new Log(topic, part(Codec.class));
    }

    /// Returns when this instance decides by a set with that serial or a later one.
    public void waitFor(long serial) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> part(PolicySets.class)
                        .current()
                        .filter(set -> set.policy().serial() >= serial)
                        .isPresent());
    }

    public String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
