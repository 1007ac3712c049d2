package hourglass.grant.store;

import static hourglass.grant.store.GrantColumns.time;

import hourglass.grant.DatabaseClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/// PostgreSQL's clock. What was seen is kept in a row, so a clock that is set back while nobody runs is noticed too.
final class StoredClock implements DatabaseClock {
    private final JdbcClient jdbc;

    StoredClock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return read("SELECT clock_timestamp()");
    }

    @Override
    public Instant read() {
        return read("SELECT greatest(clock_timestamp(), seen_at) FROM clock");
    }

    private Instant read(String sql) {
        return jdbc.sql(sql).query(OffsetDateTime.class).single().toInstant();
    }

    @Override
    public void keep(Instant seen) {
        jdbc.sql("UPDATE clock SET seen_at = greatest(seen_at, :seen)")
                .param("seen", time(seen))
                .update();
    }
}
