package hourglass.messaging;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/// Gives a service its codec, publisher and listeners and, where it has a database, its outbox.
@AutoConfiguration(
        before = KafkaAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
        },
        beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@EnableConfigurationProperties({RegistrySettings.class, KafkaProperties.class})
@EnableKafka
@Import({DatabaseConfiguration.class, HealthConfiguration.class, ListenerConfiguration.class})
public class MessagingAutoConfiguration {
    @Bean
    Codec eventCodec(RegistrySettings settings, ObjectProvider<KnownSchemas> known) {
        return new Codec(new Registry(settings), known.getIfAvailable(KnownSchemas.InProcess::new));
    }

    @Bean
    SchemaLearning schemaLearning(
            Codec codec, ObjectProvider<WrittenEvents> written, ObjectProvider<WantedEvents> wanted) {
        return new SchemaLearning(
                codec, written.getIfAvailable(WrittenEvents::none), wanted.getIfAvailable(WantedEvents::none));
    }

    /// Idempotent, waits for all in-sync replicas, keeps order.
    @Bean
    ProducerFactory<String, byte[]> producerFactory(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new DefaultKafkaProducerFactory<>(settings);
    }

    @Bean
    KafkaTemplate<String, byte[]> kafkaTemplate(ProducerFactory<String, byte[]> producers) {
        return new KafkaTemplate<>(producers);
    }

    @Bean
    Publisher eventPublisher(
            KafkaTemplate<String, byte[]> kafka, Codec codec, @Value("${spring.application.name}") String writer) {
        return new Publisher(kafka, codec, writer);
    }
}
