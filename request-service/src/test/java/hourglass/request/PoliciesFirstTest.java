package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.Topics;
import hourglass.request.consumes.PoliciesFirst;
import hourglass.request.consumes.PoliciesListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;

/// No decision before the newest policy serial is known, on a real broker.
@Timeout(60)
class PoliciesFirstTest extends RealParts {
    /// Serials that nothing else uses; the table is cleared of them.
    private static final AtomicLong SERIAL = new AtomicLong(500);

    @Autowired
    KafkaListenerEndpointRegistry containers;

    @Autowired
    ConsumerFactory<String, byte[]> consumers;

    @Autowired
    PoliciesListener listener;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @BeforeEach
    void decisionsWait() {
        await().atMost(Duration.ofSeconds(20)).until(() -> decisions().isRunning());
        assertThat(decisions().isAutoStartup()).isFalse();
        decisions().stop();
    }

    @AfterEach
    void decisionsAreTakenAgain() {
        decisions().start();
        forget();
    }

    private MessageListenerContainer decisions() {
        return Objects.requireNonNull(containers.getListenerContainer("decisions"));
    }

    private void forget() {
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();
    }

    /// A set that is on the topic, was heard of, and is not known here any more.
    private long forgotten() {
        long serial = SERIAL.getAndIncrement();
        publisher.send(Topics.POLICIES, "policies", ContractEvents.accepted(serial));
        await().atMost(Duration.ofSeconds(20)).until(() -> policySets.newest() == serial);
        forget();
        return serial;
    }

    @Test
    void takesNoDecisionUntilTheTopicIsReadHoweverOftenThatFails() {
        List<Boolean> taken = new ArrayList<>();
        Consumers once = new Consumers(consumers.getConfigurationProperties(), () -> {
            taken.add(decisions().isRunning());
            if (taken.size() == 1) {
                throw new IllegalStateException("The broker is away.");
            }
        });
        long newest = forgotten();

        new PoliciesFirst(once, codec, listener, containers).readThenListen();

        assertThat(taken).containsExactly(false, false);
        assertThat(policySets.newest()).isEqualTo(newest);
        assertThat(decisions().isRunning()).isTrue();
    }

    @Test
    void beginsWithNoDecisionsWhenClosedWhileItReads() {
        forgotten();
        List<PoliciesFirst> closing = new ArrayList<>();
        Consumers closed =
                new Consumers(consumers.getConfigurationProperties(), () -> closing.forEach(PoliciesFirst::close));
        PoliciesFirst first = new PoliciesFirst(closed, codec, listener, containers);
        closing.add(first);

        first.readThenListen();

        assertThat(decisions().isRunning()).isFalse();
        assertThat(first.readToTheEnd()).as("records read once it is closed").isZero();
    }

    @Test
    void givesUpWhenClosedWhileTheBrokerIsAway() {
        List<PoliciesFirst> closing = new ArrayList<>();
        Consumers away = new Consumers(consumers.getConfigurationProperties(), () -> {
            closing.forEach(PoliciesFirst::close);
            throw new IllegalStateException("The broker is away.");
        });
        PoliciesFirst first = new PoliciesFirst(away, codec, listener, containers);
        closing.add(first);

        first.readThenListen();

        assertThat(decisions().isRunning()).isFalse();
    }

    @Test
    void readsPastWhatCanNotBeRead() {
        kafka.send(Topics.POLICIES, "policies", new byte[] {7, 7, 7}).join();
        kafka.send(Topics.POLICIES, "policies", null).join();
        long newest = forgotten();

        int read = new PoliciesFirst(consumers, codec, listener, containers).readToTheEnd();

        assertThat(read).isGreaterThanOrEqualTo(3);
        assertThat(policySets.newest()).isEqualTo(newest);
    }

    /// Real consumers; something happens before each.
    private static final class Consumers extends DefaultKafkaConsumerFactory<String, byte[]> {
        private final Runnable before;

        Consumers(Map<String, Object> settings, Runnable before) {
            super(settings);
            this.before = before;
        }

        @Override
        public Consumer<String, byte[]> createConsumer(@Nullable String groupId, @Nullable String clientIdSuffix) {
            before.run();
            return super.createConsumer(groupId, clientIdSuffix);
        }
    }
}
