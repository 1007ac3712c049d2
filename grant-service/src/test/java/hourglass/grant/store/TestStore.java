package hourglass.grant.store;

import hourglass.grant.Announcement;
import hourglass.grant.Announcements;
import hourglass.grant.Backoff;
import hourglass.grant.Claims;
import hourglass.grant.DatabaseClock;
import hourglass.grant.GrantEvent;
import hourglass.grant.GrantViews;
import hourglass.grant.Grants;
import hourglass.grant.RefusedAttempts;
import hourglass.grant.StandingAccess;
import hourglass.grant.Sweeps;
import hourglass.messaging.LateWrites;
import hourglass.testkit.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The real store without the rest of the service. Announced events land in a table of their own, in the
/// transaction that announces them.
public final class TestStore {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations statements;
    private final TransactionTemplate transactions;
    private final Announcements announcements = this::announce;
    private final LateWrites writes;
    private final AccountTable accounts;
    private final GrantTable table;
    private final InstantSource clock;

    /// One event as it was announced.
    public record Announced(String request, boolean expiry, long sequence, String type) {}

    public TestStore(DataSource database, InstantSource clock) {
        this.jdbc = JdbcClient.create(database);
        this.statements = new NamedParameterJdbcTemplate(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.writes = new LateWrites(new JdbcTemplate(database));
        this.accounts = new AccountTable(writes);
        this.table = new GrantTable(jdbc, writes, accounts, announcements);
        this.clock = clock;
    }

    public static DataSource source(Database database) {
        return new DriverManagerDataSource(database.url(), database.user(), database.password());
    }

    public static void migrate(DataSource database) {
        Flyway.configure().dataSource(database).load().migrate();
        JdbcClient.create(database).sql("""
                CREATE TABLE announced (
                    at bigserial, request text, expiry boolean, sequence bigint, type text, event_id uuid,
                    causation_id uuid, detail text, PRIMARY KEY (request, expiry, sequence))
                """).update();
    }

    public Grants grants() {
        return new StoredGrants(transactions, table, clock);
    }

    public Claims claims() {
        return new StoredClaims(transactions, writes, jdbc, statements, table, accounts, new Backoff(new Random(7)));
    }

    public Sweeps sweeps() {
        return new StoredSweeps(transactions, jdbc, table, announcements);
    }

    public StandingAccess standingAccess() {
        return new StoredStandingAccess(transactions, jdbc);
    }

    public GrantViews views() {
        return new StoredViews(jdbc);
    }

    public RefusedAttempts attempts(RefusedAttempts.Teller teller) {
        return new StoredAttempts(transactions, jdbc, teller, clock);
    }

    public DatabaseClock clock() {
        return new StoredClock(jdbc);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public List<Announced> announced() {
        return jdbc.sql("SELECT request, expiry, sequence, type FROM announced ORDER BY at")
                .query((row, _) -> new Announced(
                        text(row, "request"), row.getBoolean("expiry"), row.getLong("sequence"), text(row, "type")))
                .list();
    }

    /// Types of a request's events, in order.
    public List<String> told(String request) {
        return announced().stream()
                .filter(event -> event.request().equals(request))
                .map(Announced::type)
                .toList();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private void announce(List<Announcement> announcements) {
        for (Announcement one : announcements) {
            jdbc.sql("""
                            INSERT INTO announced (request, expiry, sequence, type, event_id, causation_id, detail)
                            VALUES (:request, :expiry, :sequence, :type, :id, :causation::uuid, :detail)
                            """)
                    .param("request", one.request().text())
                    .param("expiry", one.event() instanceof GrantEvent.Expired)
                    .param("sequence", one.sequence())
                    .param("type", one.event().getClass().getSimpleName())
                    .param("id", one.eventId())
                    .param("causation", GrantColumns.text(Objects.toString(one.causationId(), null)))
                    .param("detail", one.event().toString())
                    .update();
        }
    }
}
