package hourglass.request.store;

import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.time;

import hourglass.request.Access;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.Standing;
import hourglass.request.Standing.Hold;
import hourglass.request.Standing.Stretch;
import hourglass.request.Surroundings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

/// What is true around a request, as the database has it. The standing is read when somebody asks for it.
final class PostgresSurroundings implements Surroundings {
    /// Up to the FROM clause, which gives `a.person` and `a.resource`.
    static final String FACTS = """
            SELECT clock_timestamp() AS now,
                   (SELECT coalesce(max(serial), 0) FROM policy_set) AS newest,
                   (SELECT owner FROM resource WHERE id = a.resource AND NOT removed) AS owner,
                   coalesce((SELECT locked FROM person WHERE id = a.person), false) AS locked,
                   (SELECT count(*) FROM review
                     WHERE requester = a.person AND state <> 'DONE' AND due_at <= now()) AS overdue
            """;

    private static final String STANDING = """
            SELECT true AS live, id, resource, role, activated_at, over_at, expires_at FROM request
             WHERE person = ? AND state = 'ACTIVE'
             UNION ALL
            (SELECT false, id, resource, role, activated_at, over_at, expires_at FROM request
              WHERE person = ? AND resource = ? AND role = ? AND activated_at IS NOT NULL
              ORDER BY activated_at DESC LIMIT 1000)
             ORDER BY id
            """;

    private final JdbcOperations jdbc;
    private final PersonId person;
    private final Access access;
    private final Facts facts;

    private PostgresSurroundings(JdbcOperations jdbc, PersonId person, Access access, Facts facts) {
        this.jdbc = jdbc;
        this.person = person;
        this.access = access;
        this.facts = facts;
    }

    private record Facts(
            Instant now, long newestSerial, @Nullable String owner, boolean locked, int overdueReviews) {
        static Facts read(ResultSet row) throws SQLException {
            return new Facts(
                    instant(row, "now"),
                    row.getLong("newest"),
                    row.getString("owner"),
                    row.getBoolean("locked"),
                    row.getInt("overdue"));
        }
    }

    /// @param row of [#FACTS], read by a statement of its own after the lock, so that its clock is later than the lock
    static PostgresSurroundings read(JdbcOperations jdbc, PersonId person, Access access, ResultSet row)
            throws SQLException {
        return new PostgresSurroundings(jdbc, person, access, Facts.read(row));
    }

    /// Around a request that is yet to be made.
    static PostgresSurroundings read(JdbcOperations jdbc, PersonId person, Access access) {
        Facts facts = Objects.requireNonNull(jdbc.queryForObject(
                FACTS + "FROM (VALUES (?, ?)) a (person, resource)",
                (row, _) -> Facts.read(row),
                person.value(),
                access.resource()));
        return new PostgresSurroundings(jdbc, person, access, facts);
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
        return facts.owner();
    }

    @Override
    public Standing standing() {
        List<Hold> holds = new ArrayList<>();
        List<Stretch> stretches = new ArrayList<>();
        RowCallbackHandler sort = row -> {
            if (row.getBoolean("live")) {
                holds.add(new Hold(
                        new RequestId(Objects.requireNonNull(row.getObject("id", UUID.class))),
                        new Access(Columns.text(row, "resource"), Columns.text(row, "role")),
                        instant(row, "expires_at")));
            } else {
                stretches.add(new Stretch(instant(row, "activated_at"), time(row, "over_at")));
            }
        };
        jdbc.query(STANDING, sort, person.value(), person.value(), access.resource(), access.role());
        return new Standing(holds, Standing.heldSince(stretches, facts.now()), facts.overdueReviews(), facts.locked());
    }
}
