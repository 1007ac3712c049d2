package hourglass.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.Answers;
import hourglass.audit.By;
import hourglass.audit.Change;
import hourglass.audit.Coverage;
import hourglass.audit.Fact;
import hourglass.audit.Gap;
import hourglass.audit.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a record that can't be read does to the answers that it could have changed.
class UndecodableGapsTest {
    private static final Instant T0 = Instant.parse("2026-11-24T09:00:00Z");
    private static final String GRANTS = "hourglass.grants";
    private static final int SIZE = 10;

    private final PGSimpleDataSource database = MigratedDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
    private final Projections projections = new Projections(jdbc, new TransactionTemplate(transactions));
    private final Answers answers = new StoredAnswers(JdbcClient.create(database), transactions, Duration.ofDays(31));

    @BeforeEach
    void begin() {
        jdbc.execute("""
                INSERT INTO source (topic, partition, incarnation, next_offset) VALUES ('hourglass.grants', 3, 0, 10);
                INSERT INTO entry SELECT n, 2, n, '2026-11-24T09:00:00Z', '\\x0100' FROM generate_series(0, 9) n;
                INSERT INTO signed_checkpoint VALUES (10, 'note', now())""");
    }

    @Test
    void stopsAnAnswerAboutItsResource() {
        undecodable(GRANTS, "request-1", T0);
        assertThat(whoHad("payments-eu", T0)).containsExactly(known(true, "request-1"));
        assertThat(whoHad("payments-eu", T0.minusSeconds(60)))
                .as("it may tell of what was before")
                .isNotEmpty();
        assertThat(whoHad("payments-eu", T0.plus(Duration.ofDays(32))))
                .as("no grant is so long")
                .isEmpty();
    }

    @Test
    void isNoMatterOfAnotherResource() {
        undecodable(GRANTS, "request-1", T0);
        assertThat(whoHad("ledger", T0)).isEmpty();
    }

    @Test
    void isOnlyListedWhenNobodyKnowsWhoseItIs() {
        undecodable(GRANTS, "poison", T0);
        assertThat(whoHad("payments-eu", T0)).containsExactly(known(false, "poison"));
    }

    @Test
    void isNoMatterOfTheseAnswersOnAnotherTopic() {
        undecodable("hourglass.people", "poison", T0);
        assertThat(whoHad("payments-eu", T0)).isEmpty();
    }

    @Test
    void stopsTheTimelineOfItsRequestAndNoOther() {
        undecodable(GRANTS, "request-1", T0);
        assertThat(timeline("request-1")).containsExactly(known(true, "request-1"));
        assertThat(timeline("request-2")).isEmpty();
    }

    @Test
    void isListedInATimelineWhenItHasNoKey() {
        undecodable(GRANTS, null, T0);
        assertThat(timeline("request-1")).containsExactly(known(false, null));
    }

    @Test
    void countsWhenItWasFoundBeforeThisVersion() {
        jdbc.update("INSERT INTO unreadable VALUES (7, 'no magic byte')");
        jdbc.update("DELETE FROM flyway_schema_history WHERE version = '3'");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:hourglass/messaging/migration", "classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        apply(List.of());
        assertThat(whoHad("payments-eu", T0)).containsExactly(known(false, null));
    }

    private static Coverage.KnownGap known(boolean stops, @Nullable String key) {
        return new Coverage.KnownGap(7, Gap.undecodable(GRANTS, 3, 7, key, T0), stops);
    }

    /// Entry 7, in a log that knows of a request for `payments-eu`.
    private void undecodable(String topic, @Nullable String key, Instant at) {
        apply(List.of(new Projections.FoundGap(7, Gap.undecodable(topic, 3, 7, key, at))));
    }

    private void apply(List<Projections.FoundGap> gaps) {
        Fact.Stamp stamp =
                new Fact.Stamp("hourglass.requests", "/request-service", "request-1", 1, UUID.randomUUID(), T0);
        Fact asked = new Fact(
                0,
                stamp,
                new By("PERSON", "alice", "API"),
                "AccessRequested",
                "asks",
                "request-1",
                new Change.Asked("alice", "payments-eu", "debug"));
        projections.apply(0, SIZE, List.of(new Projections.Page(List.of(asked), List.of(), gaps, Map.of(), List.of())));
    }

    private List<Coverage.KnownGap> whoHad(String resource, Instant at) {
        return answers.whoHadAccess(new Answers.WhoHadAccess(resource, at, null, null, 10))
                .orElseThrow()
                .covers()
                .gaps();
    }

    private List<Coverage.KnownGap> timeline(String request) {
        return answers.timeline(new Answers.Timeline(request, null, 10))
                .orElseThrow()
                .covers()
                .gaps();
    }
}
