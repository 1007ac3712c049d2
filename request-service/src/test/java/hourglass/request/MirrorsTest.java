package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.Topics;
import hourglass.request.consumes.PoliciesFirst;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/// Copies of catalog, directory and policies, over Kafka.
class MirrorsTest extends RealParts {
    @Autowired
    KafkaListenerEndpointRegistry containers;

    @Autowired
    PoliciesFirst policiesFirst;

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
    void decisionsAreTakenOnlyAfterThePoliciesTopicWasReadToItsEnd() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Objects.requireNonNull(containers.getListenerContainer("decisions"))
                        .isRunning());
        assertThat(Objects.requireNonNull(containers.getListenerContainer("decisions"))
                        .isAutoStartup())
                .isFalse();
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();
        publisher.send(Topics.POLICIES, "policies", ContractEvents.accepted(500));
        publisher.send(Topics.POLICIES, "policies", ContractEvents.accepted(501));
        await().atMost(Duration.ofSeconds(20)).until(() -> policySets.newest() == 501);
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();

        assertThat(policiesFirst.readToTheEnd()).isGreaterThanOrEqualTo(2);

        assertThat(policySets.newest()).isEqualTo(501);
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 500").update();
    }
}
