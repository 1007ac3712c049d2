package hourglass.grant.consumes;

import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.Channel;
import hourglass.events.EndReason;
import hourglass.events.EndRequested;
import hourglass.events.GrantOrdered;
import hourglass.events.Meta;
import hourglass.events.Topics;
import hourglass.grant.GrantApplication;
import hourglass.grant.Terms;
import hourglass.grant.store.TestStore;
import hourglass.grant.targets.TestTarget;
import hourglass.messaging.Codec;
import hourglass.messaging.Publisher;
import hourglass.testkit.Database;
import hourglass.testkit.TestConnect;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole service on real parts, and a pen that writes what policy-service and request-service would.
public final class Service implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final PolicyPen pen;
    private final Database database;
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final List<SpecificRecord> seen = new ArrayList<>();
    private final KafkaConsumer<String, byte[]> consumer;

    private Service(ConfigurableApplicationContext context, PolicyPen pen, Database database) {
        this.context = context;
        this.pen = pen;
        this.database = database;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestKafka.bootstrapServers(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.GRANTS, Topics.EXPIRIES));
    }

    /// Starts the service on a fresh database, with Debezium reading its outbox.
    public static Service start(TestTarget target, String... settings) throws IOException {
        TestKafka.createAllTopics(2);
        Database database = TestPostgres.database();
        PolicyPen pen = new PolicyPen();
        Service service = new Service(run(pen, database, target, settings), pen, database);
        TestConnect.publishOutbox(database);
        return service;
    }

    /// A second instance on the same database.
    public ConfigurableApplicationContext another(TestTarget target, String... settings) throws IOException {
        return run(pen, database, target, settings);
    }

    private static ConfigurableApplicationContext run(
            PolicyPen pen, Database database, TestTarget target, String... settings) throws IOException {
        Path key = Files.createTempFile("allowance", ".pem");
        pen.writePublicKey(key);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--hourglass.registry.url=" + TestRegistry.url(),
                "--hourglass.identity.issuers[0].alias=local",
                "--hourglass.identity.issuers[0].issuer=http://localhost:1",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--hourglass.grant.allowance-key=" + key,
                "--hourglass.grant.targets.db.adapter=postgresql",
                "--hourglass.grant.targets.db.url=" + target.url(),
                "--hourglass.grant.targets.db.username=hourglass"));
        arguments.addAll(List.of(settings));
        return new SpringApplicationBuilder(GrantApplication.class).run(arguments.toArray(String[]::new));
    }

    public PolicyPen pen() {
        return pen;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public TestStore store() {
        return new TestStore(TestStore.source(database), InstantSource.system());
    }

    /// request-service orders what the terms say.
    public GrantOrdered order(Terms terms) {
        return order(terms, pen.sign(terms));
    }

    public GrantOrdered order(Terms terms, String allowance) {
        GrantOrdered ordered = GrantOrdered.newBuilder()
                .setMeta(meta(terms.request().text()))
                .setDigest(terms.digest())
                .setDecisionId(terms.decisionId())
                .setPerson(terms.person())
                .setResource(terms.resource())
                .setRole(terms.role())
                .setGrantedSeconds((int) terms.granted().toSeconds())
                .setNotAfter(terms.notAfter())
                .setStartBy(terms.startBy())
                .setAllowance(allowance)
                .build();
        send(ordered, ordered.getMeta());
        return ordered;
    }

    public EndRequested end(Terms terms, EndReason reason) {
        EndRequested end = EndRequested.newBuilder()
                .setMeta(meta(terms.request().text()))
                .setReason(reason)
                .build();
        send(end, end.getMeta());
        return end;
    }

    public void send(SpecificRecord event, Meta meta) {
        context.getBean(Publisher.class).send(Topics.REQUESTS, meta.getAggregate(), event);
    }

    private Meta meta(String request) {
        return Meta.newBuilder()
                .setEventId(UUID.randomUUID())
                .setAggregate(request)
                .setSequence(sequences.merge(request, 1L, Long::sum))
                .setOccurredAt(now())
                .setActor(Actor.newBuilder()
                        .setKind(ActorKind.SERVICE)
                        .setId("request-service")
                        .setVia(Channel.SYSTEM)
                        .build())
                .build();
    }

    public Instant now() {
        return InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// What the service has published about a request so far, by type.
    public List<String> published(Terms terms) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            seen.add(context.getBean(Codec.class).read(record.value()));
        }
        return seen.stream()
                .filter(event -> ((Meta) event.get(0))
                        .getAggregate()
                        .equals(terms.request().text()))
                .map(event -> event.getSchema().getName())
                .toList();
    }

    /// The events themselves.
    public <T extends SpecificRecord> List<T> published(Class<T> type) {
        return seen.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        consumer.close();
        context.close();
    }
}
