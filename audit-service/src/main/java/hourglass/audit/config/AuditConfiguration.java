package hourglass.audit.config;

import hourglass.audit.Bell;
import hourglass.audit.Readings;
import hourglass.audit.Worker;
import hourglass.audit.api.AuditProblems;
import hourglass.audit.api.Proofs;
import hourglass.audit.api.Readers;
import hourglass.audit.consumes.Intake;
import hourglass.audit.consumes.IntakeMetrics;
import hourglass.audit.consumes.Partitions;
import hourglass.audit.consumes.Projector;
import hourglass.audit.consumes.RawConsumer;
import hourglass.audit.consumes.ToldCheckpoints;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.NoteSigner;
import hourglass.audit.publishes.Anchor;
import hourglass.audit.publishes.AnchorFile;
import hourglass.audit.publishes.AnchorRepository;
import hourglass.audit.publishes.Anchoring;
import hourglass.audit.publishes.Announcements;
import hourglass.audit.publishes.Beginnings;
import hourglass.audit.publishes.Notary;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Journal;
import hourglass.audit.store.Log;
import hourglass.audit.store.Projections;
import hourglass.messaging.Codec;
import hourglass.messaging.Publisher;
import hourglass.messaging.WrittenEvents;
import hourglass.web.AccessRules;
import hourglass.web.Cursors;
import hourglass.web.ProblemCatalogue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the service together, and says who may call what.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {
    private static final Duration IDLE = Duration.ofMillis(200);
    /// Under load; after a quiet time a signature comes at once.
    private static final Duration BETWEEN_SIGNATURES = Duration.ofMillis(250);

    private final Bell appended = new Bell();
    private final Bell signed = new Bell();

    @Bean
    NoteSigner noteSigner(AuditSettings settings) {
        return settings.signer();
    }

    @Bean
    NoteKey noteKey(NoteSigner signer) {
        return signer.key();
    }

    @Bean
    IntakeMetrics intakeMetrics(MeterRegistry meters) {
        return new IntakeMetrics(meters);
    }

    @Bean
    RawConsumer rawConsumer(AuditSettings settings, KafkaProperties kafka) {
        return new RawConsumer(kafka.buildConsumerProperties(), settings.gather());
    }

    @Bean(initMethod = "start")
    Worker intake(Journal journal, Log log, RawConsumer consumers, IntakeMetrics metrics, Clock clock) {
        Intake intake = new Intake(journal, log, consumers, new Partitions(metrics), metrics, clock, appended);
        return new Worker("intake", intake, new Bell(), IDLE, Duration.ZERO);
    }

    @Bean
    Beginnings beginnings(Log log, NoteKey key) {
        return new Beginnings(log, key);
    }

    @Bean
    @ConditionalOnProperty("hourglass.audit.anchor-repository.url")
    AnchorRepository anchorRepository(AuditSettings settings, Clock clock) {
        return new AnchorRepository(
                settings.anchorCopy(),
                Objects.requireNonNull(settings.anchorRepository()).remote(),
                clock);
    }

    @Bean(initMethod = "start")
    @ConditionalOnProperty("hourglass.audit.anchor-repository.url")
    Worker anchoring(
            AuditSettings settings,
            AnchorRepository repository,
            Beginnings beginnings,
            Checkpoints checkpoints,
            IntakeMetrics metrics,
            MeterRegistry meters,
            Clock clock) {
        Anchoring anchoring = new Anchoring(checkpoints, repository, beginnings, "git", clock, metrics::isFenced);
        Gauge.builder("hourglass.audit.anchor.failing", anchoring, one -> one.isFailing() ? 1 : 0)
                .description("1 when the newest checkpoint could not be pushed to the Git repository")
                .strongReference(true)
                .register(meters);
        Duration every = Objects.requireNonNull(settings.anchorRepository()).every();
        return new Worker("anchoring", anchoring, new Bell(), every, Duration.ZERO);
    }

    @Bean
    Notary notary(
            AuditSettings settings,
            Beginnings beginnings,
            Optional<AnchorRepository> repository,
            Checkpoints checkpoints,
            NoteSigner signer,
            Publisher publisher,
            RawConsumer consumers,
            Codec codec,
            IntakeMetrics metrics,
            Clock clock) {
        return new Notary(
                beginnings,
                checkpoints,
                signer,
                new AnchorFile(settings.anchor()),
                repository.<Anchor>map(one -> one).stream().toList(),
                new ToldCheckpoints(consumers, codec, signer.key()),
                new Announcements(checkpoints, publisher, settings.origin(), clock),
                clock,
                settings.announceEvery(),
                signed,
                metrics::isFenced);
    }

    @Bean(initMethod = "start")
    Worker notaryWorker(Notary notary) {
        return new Worker("notary", notary, appended, IDLE, BETWEEN_SIGNATURES);
    }

    @Bean(initMethod = "start")
    Worker projector(
            AuditSettings settings,
            Log log,
            Checkpoints checkpoints,
            Projections projections,
            Codec codec,
            IntakeMetrics metrics) {
        if (settings.rebuild()) {
            projections.rebuild();
        }
        Projector projector = new Projector(log, checkpoints, projections, codec, metrics);
        return new Worker("projector", projector, signed, IDLE, Duration.ZERO);
    }

    /// Whether this instance writes the log; another start of it would change nothing.
    @Bean
    HealthIndicator logHealth(IntakeMetrics metrics, Notary notary) {
        return () -> {
            if (metrics.isFenced()) {
                return Health.down()
                        .withDetail("log", "another instance appends to the log; this one has stopped")
                        .build();
            }
            return notary.isRefusing()
                    ? Health.down()
                            .withDetail("log", "the log does not begin with the anchored checkpoint; nothing is signed")
                            .build()
                    : Health.up().build();
        };
    }

    /// Whether all threads are there that a start begins. An instance that was fenced has ended one
    /// itself: a restart of it would fence the other in turn.
    @Bean
    HealthIndicator workersHealth(IntakeMetrics metrics, Map<String, Worker> workers) {
        return () -> {
            for (Map.Entry<String, Worker> worker : workers.entrySet()) {
                if (!worker.getValue().isAlive() && !metrics.isFenced()) {
                    return Health.down()
                            .withDetail("worker", worker.getKey() + " has stopped; restart the service")
                            .build();
                }
            }
            return Health.up().build();
        };
    }

    @Bean
    Proofs proofs(Log log, Checkpoints checkpoints) {
        return new Proofs(log, checkpoints);
    }

    @Bean
    Readers readers(Readings readings) {
        return new Readers(readings);
    }

    @Bean
    Cursors cursors(NoteSigner signer) {
        return new Cursors(signer.secret("cursors"));
    }

    @Bean
    WrittenEvents writtenEvents() {
        return Announcements.writes();
    }

    @Bean
    ProblemCatalogue auditProblems() {
        return new ProblemCatalogue(AuditProblems.ALL);
    }

    /// Auditors read everything; whoever is signed in may ask for the timeline of a request of theirs.
    @Bean
    AccessRules accessRules() {
        return calls -> calls.requestMatchers("/v1/answers/timeline")
                .authenticated()
                .requestMatchers("/v1/**", "/tile/**", "/checkpoint")
                .hasRole("auditor");
    }
}
