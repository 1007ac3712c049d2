package hourglass.grant.consumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.EndReason;
import hourglass.events.GrantOrdered;
import hourglass.grant.Samples;
import hourglass.grant.Terms;
import hourglass.grant.targets.TestTarget;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.transaction.support.TransactionTemplate;

/// The service as it runs: orders from Kafka, events out through Debezium.
class ThroughKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Service service() {
        return Service.shared();
    }

    private static TestTarget target() {
        return service().target();
    }

    @Test
    void anOrderBecomesAccessThatEndsByItself() {
        Terms terms =
                Samples.terms(service().now()).granted(Duration.ofSeconds(3)).build();
        service().order(terms);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(target().given("alice")).containsExactly("payments_reader"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service().published(terms))
                        .containsExactlyInAnyOrder("GrantStarted", "GrantActivated", "GrantExpired", "GrantRevoked"));
        assertThat(service()
                        .context()
                        .getBean(MeterRegistry.class)
                        .get("hourglass.grant.removal.lateness")
                        .tag("target", "db")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void isReadyOnlyWhenItCanWriteItsEvents() {
        assertThat(service().context().getBean(HealthEndpointGroups.class).get("readiness"))
                .matches(readiness -> readiness.isMember("writtenSchemas"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service()
                                .call("GET", "/actuator/health/readiness", null)
                                .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void isAliveWhileItsWorkersAreAndReadyWhileSweepsSucceed() {
        HealthEndpointGroups groups = service().context().getBean(HealthEndpointGroups.class);
        assertThat(groups.get("liveness")).matches(liveness -> liveness.isMember("workers"));
        assertThat(groups.get("readiness")).matches(readiness -> readiness.isMember("expirySweeps"));
        assertThat(service().call("GET", "/actuator/health/liveness", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aForgedAllowanceStartsNothing() {
        Terms terms = Samples.terms(service().now()).account("db", "bob").build();
        double before = refused("BAD_ALLOWANCE");
        service().order(terms, new PolicyPen().sign(terms));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service().published(terms)).containsExactly("GrantFailed"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(refused("BAD_ALLOWANCE")).isEqualTo(before + 1));
    }

    @Test
    void anOrderAheadOfTheClockStartsNothingAndIsCounted() {
        Terms terms = Samples.terms(service().now()).account("db", "bob").build();
        double before = refused("REFUSED");
        service().order(terms, service().pen().sign(terms), service().now().plusSeconds(60));
        await().atMost(SOON).untilAsserted(() -> assertThat(refused("REFUSED")).isEqualTo(before + 1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service().published(terms)).containsExactly("GrantFailed"));
    }

    @Test
    void whatIsRolledBackStartsNothingAndIsNotCounted() {
        Terms terms = Samples.terms(service().now()).account("db", "bob").build();
        GrantOrdered forged =
                service().unsent(terms, new PolicyPen().sign(terms), service().now());
        RequestsListener listener = service().context().getBean(RequestsListener.class);
        TransactionTemplate transaction = service().context().getBean(TransactionTemplate.class);
        double before = refused("BAD_ALLOWANCE");
        transaction.executeWithoutResult(status -> {
            listener.handle(forged);
            status.setRollbackOnly();
        });
        assertThat(refused("BAD_ALLOWANCE")).isEqualTo(before);
        transaction.executeWithoutResult(_ -> {
            listener.handle(forged);
            assertThat(refused("BAD_ALLOWANCE")).isEqualTo(before);
        });
        assertThat(refused("BAD_ALLOWANCE")).isEqualTo(before + 1);
    }

    private static double refused(String reason) {
        return service()
                .context()
                .getBean(MeterRegistry.class)
                .get("hourglass.grant.order.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void anEarlyEndTakesAccessAway() {
        Terms terms = Samples.terms(service().now()).account("db", "bob").build();
        service().order(terms);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service().published(terms)).contains("GrantActivated"));
        service().end(terms, EndReason.REQUESTER);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(service().published(terms))
                        .containsExactly("GrantStarted", "GrantActivated", "GrantEnding", "GrantRevoked"));
    }
}
