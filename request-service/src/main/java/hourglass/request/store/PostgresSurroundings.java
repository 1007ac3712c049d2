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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is true around a request, as the database has it. The standing is read when somebody asks for it.
final class PostgresSurroundings implements Surroundings {
    private final JdbcClient jdbc;
    private final PersonId person;
    private final Access access;
    private final Facts facts;

    private PostgresSurroundings(JdbcClient jdbc, PersonId person, Access access, Facts facts) {
        this.jdbc = jdbc;
        this.person = person;
        this.access = access;
        this.facts = facts;
    }

    private record Facts(
            Instant now, long newestSerial, @Nullable String owner, boolean locked, int overdueReviews) {}

    /// A statement of its own after the lock, so that its clock is later than the lock.
    static Surroundings read(JdbcClient jdbc, PersonId person, Access access) {
        Facts facts = jdbc.sql("""
                        SELECT clock_timestamp() AS now,
                               (SELECT coalesce(max(serial), 0) FROM policy_set) AS newest,
                               (SELECT owner FROM resource WHERE id = :resource AND NOT removed) AS owner,
                               coalesce((SELECT locked FROM person WHERE id = :person), false) AS locked,
                               (SELECT count(*) FROM review
                                 WHERE requester = :person AND state <> 'DONE' AND due_at <= now()) AS overdue
                        """)
                .param("resource", access.resource())
                .param("person", person.value())
                .query((row, _) -> new Facts(
                        instant(row, "now"),
                        row.getLong("newest"),
                        row.getString("owner"),
                        row.getBoolean("locked"),
                        row.getInt("overdue")))
                .single();
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
        List<Hold> holds = jdbc.sql("""
                        SELECT id, resource, role, expires_at FROM request
                         WHERE person = ? AND state = 'ACTIVE' ORDER BY id
                        """)
                .param(person.value())
                .query((row, _) -> new Hold(
                        new RequestId(Objects.requireNonNull(row.getObject("id", UUID.class))),
                        new Access(Columns.text(row, "resource"), Columns.text(row, "role")),
                        instant(row, "expires_at")))
                .list();
        List<Stretch> stretches = jdbc.sql("""
                        SELECT activated_at, over_at FROM request
                         WHERE person = ? AND resource = ? AND role = ? AND activated_at IS NOT NULL
                         ORDER BY activated_at DESC LIMIT 1000
                        """)
                .params(person.value(), access.resource(), access.role())
                .query((row, _) -> new Stretch(instant(row, "activated_at"), time(row, "over_at")))
                .list();
        return new Standing(holds, Standing.heldSince(stretches, facts.now()), facts.overdueReviews(), facts.locked());
    }
}
