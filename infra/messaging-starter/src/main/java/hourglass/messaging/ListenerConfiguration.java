package hourglass.messaging;

import hourglass.events.TopicRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.util.backoff.ExponentialBackOff;

/// How listeners listen: bytes in, `read_committed`, offsets of handled records committed five times a second,
/// failures that pass retried for ever, a handler's own failure ten times and then put aside, a refused record put
/// aside at once.
@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {
    private static final int ATTEMPTS = 10;
    private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

    /// What was handled last is committed when nothing more has come for this long.
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    @Bean
    ConsumerFactory<String, byte[]> consumerFactory(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return new DefaultKafkaConsumerFactory<>(settings);
    }

    @Bean
    DefaultErrorHandler listenerErrorHandler(
            KafkaOperations<String, byte[]> kafka,
            ObjectProvider<MeterRegistry> meters,
            @Value("${spring.application.name}") String service) {
        ExponentialBackOff few = new ExponentialBackOff(100, 2);
        few.setMaxInterval(1_000);
        few.setMaxAttempts(ATTEMPTS - 1);
        ExponentialBackOff endless = new ExponentialBackOff(100, 2);
        endless.setMaxInterval(2_000);
        DefaultErrorHandler handler =
                new DefaultErrorHandler(new DeadLetters(kafka, meters.getIfUnique(), service), few);
        handler.addNotRetryableExceptions(PutAside.class);
        handler.setBackOffFunction((record, e) -> Transience.passes(e) ? endless : few);
        return handler;
    }

    @Bean
    EventConverter eventConverter(Codec codec, ObjectProvider<WantedEvents> wanted) {
        return new EventConverter(codec, wanted.getIfAvailable(WantedEvents::none));
    }

    @Bean
    PolledRecords polledRecords(EventConverter eventConverter) {
        return new PolledRecords(eventConverter);
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
            ConsumerFactory<String, byte[]> consumers,
            DefaultErrorHandler listenerErrorHandler,
            EventConverter eventConverter,
            ObjectProvider<WantedEvents> wantedEvents,
            KafkaProperties kafka,
            Environment environment) {
        WantedEvents wanted = wantedEvents.getIfAvailable(WantedEvents::none);
        ConcurrentKafkaListenerContainerFactory<String, byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(consumers);
        factory.setConcurrency(
                Optional.ofNullable(kafka.getListener().getConcurrency()).orElse(1));
        factory.setRecordMessageConverter(eventConverter);
        factory.setRecordFilterStrategy(record -> skipped(wanted, record));
        factory.setRecordInterceptor(new TraceOfRecord());
        factory.setCommonErrorHandler(listenerErrorHandler);
        factory.getContainerProperties().setAckMode(AckMode.TIME);
        factory.getContainerProperties().setAckTime(COMMIT_EVERY.toMillis());
        factory.getContainerProperties().setPollTimeout(LONGEST_POLL.toMillis());
        factory.setMissingTopicsFatal(false);
        if (environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)) {
            SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("listener-");
            threads.setVirtualThreads(true);
            factory.getContainerProperties().setListenerTaskExecutor(threads);
        }
        return factory;
    }

    /// A type of the contract that this service doesn't handle is passed over undecoded; anything strange is not.
    static boolean skipped(WantedEvents wanted, ConsumerRecord<String, byte[]> record) {
        return wanted.filters(record.topic())
                && EventConverter.typeOf(record)
                        .flatMap(type -> TopicRecords.find(record.topic(), type))
                        .filter(type -> !wanted.wants(record.topic(), type))
                        .isPresent();
    }

    /// Carries a record's trace into what its handler logs and writes.
    private static final class TraceOfRecord implements RecordInterceptor<String, byte[]> {
        @Override
        public ConsumerRecord<String, byte[]> intercept(
                ConsumerRecord<String, byte[]> record, Consumer<String, byte[]> consumer) {
            Trace.enter(Trace.of(record));
            return record;
        }

        @Override
        public void afterRecord(ConsumerRecord<String, byte[]> record, Consumer<String, byte[]> consumer) {
            Trace.leave();
        }
    }
}
