package hourglass.grant.targets;

import hourglass.grant.Wanted;
import java.sql.SQLException;
import java.util.Optional;

/// The account's row in the fence table, held until the transaction ends.
///
/// @param accountOid the pinned role, 0 for none
/// @param sessionsOwed whether sessions still have to be ended after an earlier removal
record PostgresFence(long accountOid, boolean sessionsOwed) {
    private static final String OBEY = """
            INSERT INTO hourglass.fence AS f (account, account_oid, fence)
            VALUES (?, coalesce((SELECT oid FROM pg_roles WHERE rolname = ?), 0::oid), ?)
            ON CONFLICT (account) DO UPDATE SET fence = excluded.fence, changed_at = clock_timestamp()
             WHERE f.fence <= excluded.fence
            RETURNING f.account_oid, f.sessions_owed
            """;

    /// Stores the fence, unless a newer one was obeyed already: then nothing comes back.
    static Optional<PostgresFence> obey(PostgresCall call, Wanted wanted) throws SQLException {
        return call
                .query(
                        row -> new PostgresFence(row.getLong(1), row.getBoolean(2)),
                        OBEY,
                        wanted.account(),
                        wanted.account(),
                        wanted.fence())
                .stream()
                .findFirst();
    }

    /// The newest fence that was obeyed for an account.
    static long newest(PostgresCall call, Wanted wanted) throws SQLException {
        return call
                .query(row -> row.getLong(1), "SELECT fence FROM hourglass.fence WHERE account = ?", wanted.account())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /// Pins another role, 0 for none. Sessions of the one before must have ended.
    static void pin(PostgresCall call, Wanted wanted, long oid) throws SQLException {
        call.run(
                "UPDATE hourglass.fence SET account_oid = ?::oid, sessions_owed = false WHERE account = ?",
                Long.toString(oid),
                wanted.account());
    }

    /// Sessions have to be ended once this is committed, whatever happens to us in between.
    static void oweSessions(PostgresCall call, Wanted wanted) throws SQLException {
        call.run("UPDATE hourglass.fence SET sessions_owed = true WHERE account = ?", wanted.account());
    }

    /// They are ended, unless a newer claim has removed something meanwhile.
    static void sessionsEnded(PostgresCall call, Wanted wanted) throws SQLException {
        call.run(
                "UPDATE hourglass.fence SET sessions_owed = false WHERE account = ? AND fence = ?",
                wanted.account(),
                wanted.fence());
    }
}
