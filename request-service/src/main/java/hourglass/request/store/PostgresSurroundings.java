package hourglass.request.store;

import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.time;

import hourglass.messaging.LateWrites;
import hourglass.request.Access;
import hourglass.request.PersonId;
import hourglass.request.Standing;
import hourglass.request.Standing.Hold;
import hourglass.request.Standing.Stretch;
import hourglass.request.Surroundings;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// What is true around a request, as the database has it. The standing is read when somebody asks for it.
final class PostgresSurroundings implements Surroundings {
    /// What every change looks at.
    static final String FACTS =
            "SELECT clock_timestamp() AS now, (SELECT coalesce(max(serial), 0) FROM policy_set) AS newest";

    private static final String OWNER = "SELECT owner FROM resource WHERE id = ? AND NOT removed";

    /// Two questions in one round trip. What is ACTIVE was activated and is not over: said as well, so that
    /// the index of what is held serves.
    private static final String STANDING = """
            SELECT coalesce((SELECT locked FROM person WHERE id = ?), false) AS locked,
                   (SELECT count(*) FROM review
                     WHERE requester = ? AND state <> 'DONE' AND due_at <= now()) AS overdue,
                   EXISTS (SELECT FROM request
                            WHERE person = ? AND resource = ? AND role = ?
                              AND activated_at IS NOT NULL AND over_at IS NULL) AS held;
            SELECT id, resource, role, expires_at FROM request
             WHERE person = ? AND state = 'ACTIVE' AND activated_at IS NOT NULL AND over_at IS NULL
             ORDER BY id
            """;

    /// When the access was held; asked only of somebody who holds it now.
    private static final String STRETCHES = """
            SELECT activated_at, over_at FROM request
             WHERE person = ? AND resource = ? AND role = ? AND activated_at IS NOT NULL
             ORDER BY activated_at DESC LIMIT 1000
            """;

    private final JdbcOperations jdbc;
    private final LateWrites writes;
    private final PersonId person;
    private final Access access;
    private final Facts facts;

    /// @param writes of the same transaction: what is read is read after them
    PostgresSurroundings(JdbcOperations jdbc, LateWrites writes, PersonId person, Access access, Facts facts) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.person = person;
        this.access = access;
        this.facts = facts;
    }

    /// What [#FACTS] says, read by a statement of its own after the lock, so that its clock is later than the lock.
    record Facts(Instant now, long newestSerial) {
        static Facts read(ResultSet row) throws SQLException {
            return new Facts(instant(row, "now"), row.getLong("newest"));
        }
    }

    /// Around a request that is yet to be made: its first ask tells the standing, so that is read as well.
    static Surroundings read(JdbcOperations jdbc, LateWrites writes, PersonId person, Access access) {
        writes.flush();
        PreparedStatementCallback<Surroundings> read = statement -> {
            setStanding(statement, person, access);
            statement.execute();
            ResultSet row = statement.getResultSet();
            row.next();
            PostgresSurroundings around = new PostgresSurroundings(jdbc, writes, person, access, Facts.read(row));
            statement.getMoreResults();
            return new Known(around, around.standing(statement));
        };
        return Objects.requireNonNull(jdbc.execute(FACTS + "; " + STANDING, read));
    }

    /// Surroundings whose standing was read with them.
    private record Known(PostgresSurroundings around, Standing standing) implements Surroundings {
        @Override
        public Instant now() {
            return around.now();
        }

        @Override
        public long newestSerial() {
            return around.newestSerial();
        }

        @Override
        public @Nullable String owner() {
            return around.owner();
        }
    }

    @Override
    public Instant now() {
        return facts.now();
    }

    @Override
    public long newestSerial() {
        return facts.newestSerial();
    }

    @Override
    public @Nullable String owner() {
        List<String> owners = jdbc.query(OWNER, (row, _) -> Columns.text(row, "owner"), access.resource());
        return owners.isEmpty() ? null : owners.getFirst();
    }

    @Override
    public Standing standing() {
        writes.flush();
        PreparedStatementCallback<Standing> read = statement -> {
            setStanding(statement, person, access);
            statement.execute();
            return standing(statement);
        };
        return Objects.requireNonNull(jdbc.execute(STANDING, read));
    }

    private static void setStanding(PreparedStatement statement, PersonId person, Access access) throws SQLException {
        int next = 1;
        for (String value : List.of(
                person.value(), person.value(), person.value(), access.resource(), access.role(), person.value())) {
            statement.setString(next++, value);
        }
    }

    private Standing standing(PreparedStatement statement) throws SQLException {
        ResultSet row = statement.getResultSet();
        row.next();
        boolean locked = row.getBoolean("locked");
        int overdueReviews = row.getInt("overdue");
        boolean held = row.getBoolean("held");
        List<Hold> holds = new ArrayList<>();
        statement.getMoreResults();
        for (ResultSet live = statement.getResultSet(); live.next(); ) {
            holds.add(new Hold(
                    RequestRow.id(live),
                    new Access(Columns.text(live, "resource"), Columns.text(live, "role")),
                    instant(live, "expires_at")));
        }
        List<Stretch> stretches = held ? stretches() : List.of();
        return new Standing(holds, Standing.heldSince(stretches, facts.now()), overdueReviews, locked);
    }

    private List<Stretch> stretches() {
        return jdbc.query(
                STRETCHES,
                (row, _) -> new Stretch(instant(row, "activated_at"), time(row, "over_at")),
                person.value(),
                access.resource(),
                access.role());
    }
}
