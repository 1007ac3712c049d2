package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.PersonPublished;
import hourglass.events.PolicySetAccepted;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Copies of catalog and directory, over Kafka.
class MirrorsTest extends RealParts {
    @Test
    void keepTheNewestSerialWhateverOrderTheyComeIn() {
        String person = "mira-" + newKey();
        String resource = "db-" + newKey();
        publisher.send(Topics.DIRECTORY, person, ContractEvents.person(person, 7, false));
        publisher.send(Topics.DIRECTORY, person, ContractEvents.person(person, 6, true));
        publisher.send(Topics.CATALOG, resource, ContractEvents.resource(resource, 7, true));
        publisher.send(Topics.CATALOG, resource, ContractEvents.resource(resource, 6, false));
        String marker = "db-" + newKey();
        publisher.send(Topics.DIRECTORY, marker, ContractEvents.person(marker, 1, true));
        publisher.send(Topics.CATALOG, marker, ContractEvents.resource(marker, 1, false));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(directory.find(new PersonId(marker))).isNotNull();
            assertThat(catalog.find(marker)).isNotNull();
        });
        assertThat(Objects.requireNonNull(directory.find(new PersonId(person))).active())
                .isFalse();
        assertThat(catalog.find(resource)).isNull();
        assertThat(directory.byIdentity("local", person + "-subject")).isNotNull();
    }

    @Test
    void keepTheIdsOfTheEventsThatToldOfThem() {
        String person = "kim-" + newKey();
        String resource = "db-" + newKey();
        PersonPublished known = ContractEvents.person(person, 1, true);
        ResourcePublished listed = ContractEvents.resource(resource, 1, false);
        PolicySetAccepted accepted = ContractEvents.accepted(500);
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();
        publisher.send(Topics.DIRECTORY, person, known);
        publisher.send(Topics.CATALOG, resource, listed);
        publisher.send(Topics.POLICIES, "policies", accepted);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(eventId("SELECT event_id FROM person WHERE id = ?", person))
                    .contains(known.getMeta().getEventId());
            assertThat(eventId("SELECT event_id FROM resource WHERE id = ?", resource))
                    .contains(listed.getMeta().getEventId());
            assertThat(eventId("SELECT event_id FROM policy_set WHERE serial = ?", 500))
                    .contains(accepted.getMeta().getEventId());
        });
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();
    }

    private Optional<UUID> eventId(String question, Object key) {
        return jdbc.sql(question).param(key).query(UUID.class).optional();
    }

    @Test
    void keepWhatPoliciesSayOfARole() {
        String resource = "db-" + newKey();
        publisher.send(Topics.CATALOG, resource, ContractEvents.resource(resource, 3, false));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(catalog.find(resource)).isNotNull());
        assertThat(Objects.requireNonNull(catalog.find(resource)).roles())
                .containsExactly(new Catalog.Role(
                        "reader",
                        "Reader",
                        "Read rows.",
                        "staging-db",
                        null,
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        true));
    }

    @Test
    void aCopyFromBeforePoliciesSaidAnythingOfARoleIsRead() {
        String resource = "db-" + newKey();
        jdbc.sql("""
                        INSERT INTO resource (id, serial, removed, type, title, owner, labels, roles)
                        VALUES (?, 1, false, 'database', 'Old', 'group:payments-leads', '{}',
                                '[{"role":"reader","title":"Reader","allows":"Read rows.","target":"db","connect":null}]')
                        """).param(resource).update();

        assertThat(Objects.requireNonNull(catalog.find(resource)).roles())
                .containsExactly(new Catalog.Role("reader", "Reader", "Read rows.", "db", null, null, null, null));
    }

    @Test
    void aRemovedPersonTakesNoIdentityBackFromWhoeverHasItNow() {
        Directory.Identity identity = new Directory.Identity("local", newKey());
        String old = "old-" + newKey();
        String renamed = "new-" + newKey();
        directory.mirror(person(old, 3, false, identity), UUID.randomUUID());
        directory.mirror(person(renamed, 4, false, identity), UUID.randomUUID());
        directory.mirror(person(old, 4, true, identity), UUID.randomUUID());

        assertThat(Objects.requireNonNull(directory.byIdentity("local", identity.subject()))
                        .id()
                        .value())
                .isEqualTo(renamed);
    }

    private static Directory.Person person(String id, long serial, boolean removed, Directory.Identity identity) {
        return new Directory.Person(
                new PersonId(id), serial, removed, !removed, id, null, null, null, List.of(identity), Set.of());
    }
}
