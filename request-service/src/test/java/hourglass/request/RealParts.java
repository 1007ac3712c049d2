package hourglass.request;

import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.Publisher;
import hourglass.request.Catalog.Resource;
import hourglass.request.Catalog.Role;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Directory.Identity;
import hourglass.request.Directory.Person;
import hourglass.request.api.Neighbours;
import hourglass.testkit.Database;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real database, broker and registry. Its own sweeps stand still: tests sweep when they want
/// to.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "hourglass.request.sweep=1h",
            "hourglass.request.slow-sweep=1h",
            "hourglass.request.limits.submits-per-minute=10000",
            "hourglass.request.limits.acts-per-minute=10000",
            "springdoc.api-docs.path=/v1/openapi",
            "springdoc.api-docs.version=openapi_3_1"
        })
abstract class RealParts {
    static final Neighbours NEIGHBOURS = new Neighbours();

    /// For sweeps none of whose rows may fail.
    static final BiConsumer<RequestId, RuntimeException> FAILED = (_, why) -> {
        throw why;
    };

    private static final Database DATABASE = TestPostgres.database();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Codec codec;

    @Autowired
    Publisher publisher;

    @Autowired
    Requests requests;

    @Autowired
    RequestViews views;

    @Autowired
    SubmitRequest submitRequest;

    @Autowired
    ActOnRequest act;

    @Autowired
    Catalog catalog;

    @Autowired
    Directory directory;

    @Autowired
    PolicySets policySets;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry properties) {
        TestKafka.createAllTopics(2);
        properties.add("spring.datasource.url", DATABASE::url);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add("spring.kafka.bootstrap-servers", TestKafka::bootstrapServers);
        properties.add("hourglass.registry.url", TestRegistry::url);
        properties.add("hourglass.identity.issuers[0].alias", () -> "local");
        properties.add("hourglass.identity.issuers[0].issuer", NEIGHBOURS::address);
        properties.add("hourglass.policy-service.url", NEIGHBOURS::address);
    }

    @BeforeEach
    void publishTheSeed() {
        policySets.accept(new PolicySet(1, "c0ffee", "7ree", "b".repeat(64)), Fixtures.NINE, UUID.randomUUID());
        catalog.mirror(
                new Resource(
                        "payments-staging",
                        1,
                        false,
                        "database",
                        "Payments, staging",
                        "group:payments-leads",
                        "payments",
                        "staging",
                        "normal",
                        "payments-db",
                        Map.of("region", "eu"),
                        List.of(
                                new Role(
                                        "reader",
                                        "Reader",
                                        "Read rows.",
                                        "staging-db",
                                        null,
                                        Duration.ofHours(4),
                                        Duration.ofHours(8),
                                        false),
                                new Role("owner", "Owner", "Everything.", "staging-db", null, null, null, true))),
                UUID.randomUUID());
        person("alice", "engineers");
        person("bob", "payments-leads");
        person("grace", "security-duty");
    }

    void person(String id, String... groups) {
        named(id, id, groups);
    }

    void named(String id, String name, String... groups) {
        directory.mirror(
                new Person(
                        new PersonId(id),
                        1,
                        false,
                        true,
                        name,
                        null,
                        "payments",
                        null,
                        List.of(new Identity("local", id + "-subject")),
                        Set.of(groups)),
                UUID.randomUUID());
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    RequestId submitted() {
        return ((Outcome.Done) submitRequest.submit(Fixtures.caller("alice"), newKey(), Fixtures.form())).id();
    }

    /// The stored view; there must be one.
    RequestViews.View view(RequestId id) {
        return Objects.requireNonNull(views.find(id), () -> "no request " + id);
    }

    /// What was written to the outbox under a key, oldest first.
    List<SpecificRecord> told(String key) {
        return jdbc.sql("SELECT payload FROM outbox WHERE key = ? ORDER BY ce_id")
                .param(key)
                .query((row, _) -> codec.read(row.getBytes("payload")))
                .list();
    }

    List<String> toldTypes(RequestId id) {
        return told(id.value()).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /// As policy-service would answer, over Kafka.
    void answerOverKafka(RequestId id, Decision decision) {
        publisher.send(Topics.DECISIONS, id.value(), ContractEvents.decided(id, decision));
    }
}
