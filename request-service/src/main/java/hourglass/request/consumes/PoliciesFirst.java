package hourglass.request.consumes;

import hourglass.events.PolicySetAccepted;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.UndecodableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Reads the policies topic to its end before the first decision is taken: the gate must know the newest serial.
public class PoliciesFirst {
    private static final Logger LOG = LoggerFactory.getLogger(PoliciesFirst.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Codec codec;
    private final PoliciesListener policies;
    private final KafkaListenerEndpointRegistry containers;
    private final CountDownLatch closing = new CountDownLatch(1);

    public PoliciesFirst(
            ConsumerFactory<String, byte[]> consumers,
            Codec codec,
            PoliciesListener policies,
            KafkaListenerEndpointRegistry containers) {
        this.consumers = consumers;
        this.codec = codec;
        this.policies = policies;
        this.containers = containers;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread.ofVirtual().name("policies-first").start(this::readThenListen);
    }

    /// From now on nothing more is read, and decisions are not begun with any more.
    @EventListener(ContextClosedEvent.class)
    public void close() {
        closing.countDown();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /// Reads until it has succeeded once, then has decisions taken; returns early when closed.
    public void readThenListen() {
        while (!closed()) {
            try {
                int read = readToTheEnd();
                if (closed()) {
                    return;
                }
                MessageListenerContainer decisions =
                        Objects.requireNonNull(containers.getListenerContainer(DecisionsListener.ID));
                decisions.start();
                LOG.info("Read {} policy records to the end; decisions are taken from now on.", read);
                return;
            } catch (RuntimeException e) {
                LOG.warn("The policies topic can't be read yet, so no decision is taken; trying again.", e);
                pause();
            }
        }
    }

    /// The number of records read.
    public int readToTheEnd() {
        try (Consumer<String, byte[]> consumer = consumers.createConsumer(null, "-policies-first")) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.POLICIES).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int read = 0;
            while (!closed()
                    && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    read++;
                    accept(record);
                }
            }
            return read;
        }
    }

    /// A damaged record must not stop decisions for ever; [PoliciesListener] puts it on the dead letter topic.
    private void accept(ConsumerRecord<String, byte[]> record) {
        try {
            if (codec.read(record.value()) instanceof PolicySetAccepted accepted) {
                policies.on(accepted);
            }
        } catch (UndecodableException e) {
            LOG.error(
                    "ALARM: record {}-{}@{} can't be decoded and is skipped: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void pause() {
        try {
            var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
