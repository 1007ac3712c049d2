package hourglass.grant.consumes;

import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.Channel;
import hourglass.events.EndReason;
import hourglass.events.EndRequested;
import hourglass.events.GrantOrdered;
import hourglass.events.Identity;
import hourglass.events.Meta;
import hourglass.events.PersonPublished;
import hourglass.events.Topics;
import hourglass.grant.GrantApplication;
import hourglass.grant.Terms;
import hourglass.grant.api.Issuer;
import hourglass.grant.store.TestStore;
import hourglass.grant.targets.TestTarget;
import hourglass.local.process.Scratch;
import hourglass.messaging.Codec;
import hourglass.messaging.Publisher;
import hourglass.testkit.Database;
import hourglass.testkit.TestConnect;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole service on real parts, and a pen that writes what policy-service and request-service would.
public final class Service {
    private static @Nullable Service shared;

    private final ConfigurableApplicationContext context;
    private final TestTarget target;
    private final PolicyPen pen;
    private final Issuer issuer;
    private final Database database;
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final List<SpecificRecord> seen = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaConsumer<String, byte[]> consumer;

    private Service(
            ConfigurableApplicationContext context,
            TestTarget target,
            PolicyPen pen,
            Issuer issuer,
            Database database) {
        this.target = target;
        this.issuer = issuer;
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

    /// One service for all test classes of this JVM, on one target; both end with it.
    public static synchronized Service shared() {
        if (shared == null) {
            try {
                shared = start(TestTarget.shared());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    /// Starts the service on a fresh database, with Debezium reading its outbox.
    private static Service start(TestTarget target, String... settings) throws IOException {
        TestKafka.createAllTopics(2);
        Database database = TestPostgres.database();
        PolicyPen pen = new PolicyPen();
        Issuer issuer = new Issuer();
        Service service = new Service(run(pen, issuer, database, target, settings), target, pen, issuer, database);
        TestConnect.publishOutbox(database);
        return service;
    }

    private static ConfigurableApplicationContext run(
            PolicyPen pen, Issuer issuer, Database database, TestTarget target, String... settings) throws IOException {
        Path key = Files.createTempFile(Scratch.directory(), "allowance", ".pem");
        pen.writePublicKey(key);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--hourglass.registry.url=" + TestRegistry.url(),
                "--hourglass.identity.issuers[0].alias=local",
                "--hourglass.identity.issuers[0].issuer=" + issuer.address(),
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

    /// Calls the service as somebody.
    ///
    /// @param token bearer token; null for nobody
    public HttpResponse<String> call(String method, String path, @Nullable String token, String... bodyAndHeaders) {
        String body = bodyAndHeaders.length == 0 ? "" : bodyAndHeaders[0];
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            call.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            call.header("Content-Type", "application/json");
        }
        for (int i = 1; i < bodyAndHeaders.length; i += 2) {
            call.header(bodyAndHeaders[i], bodyAndHeaders[i + 1]);
        }
        try {
            return http.send(call.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public TestTarget target() {
        return target;
    }

    public Issuer issuer() {
        return issuer;
    }

    /// policy-service tells whose identity a subject is.
    public void person(String id, String name, String subject) {
        PersonPublished person = PersonPublished.newBuilder()
                .setMeta(meta(id))
                .setSerial(1)
                .setRemoved(false)
                .setActive(true)
                .setName(name)
                .setIdentities(List.of(new Identity("local", subject)))
                .setGroups(List.of())
                .build();
        context.getBean(Publisher.class).send(Topics.DIRECTORY, id, person);
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
        return order(terms, allowance, now());
    }

    /// @param at when the order says that it was given
    GrantOrdered order(Terms terms, String allowance, Instant at) {
        GrantOrdered ordered = unsent(terms, allowance, at);
        send(ordered, ordered.getMeta());
        return ordered;
    }

    /// An order that nobody has sent yet.
    GrantOrdered unsent(Terms terms, String allowance, Instant at) {
        return GrantOrdered.newBuilder()
                .setMeta(meta(terms.request().text(), at))
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
        return meta(request, now());
    }

    private Meta meta(String request, Instant at) {
        return Meta.newBuilder()
                .setEventId(UUID.randomUUID())
                .setAggregate(request)
                .setSequence(sequences.merge(request, 1L, Long::sum))
                .setOccurredAt(at)
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
}
