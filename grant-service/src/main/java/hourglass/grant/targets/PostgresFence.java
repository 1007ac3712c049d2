package hourglass.grant.targets;

import hourglass.grant.Wanted;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/// The account's row in the fence table, held until the transaction ends.
///
/// @param accountOid the pinned role, 0 for none
/// @param sessionsOwed whether sessions still have to be ended after an earlier removal
/// @param given entitlements that the role was given and that were not taken away since; others may have revoked them
record PostgresFence(long accountOid, boolean sessionsOwed, Set<String> given) {
    private static final String OBEY = """
            INSERT INTO hourglass.fence AS f (account, account_oid, fence)
            SELECT ?, coalesce((SELECT oid FROM pg_roles WHERE rolname = ?), 0::oid), ? WHERE $served
            ON CONFLICT (account) DO UPDATE SET fence = excluded.fence, changed_at = clock_timestamp()
             WHERE f.fence <= excluded.fence
            RETURNING f.account_oid, f.sessions_owed, f.given
            """.replace("$served", PostgresOwner.SERVED);

    PostgresFence {
        given = Set.copyOf(given);
    }

    /// Whether the role that is pinned may have sessions with access that is not, or no longer, to be.
    boolean sessionsMayHaveAccess() {
        return sessionsOwed || !given.isEmpty();
    }

    /// Stores the fence, unless a newer one was obeyed already, or the server is not this target's: then nothing
    /// comes back, and no account is waited for.
    static PostgresRound.Rows<PostgresFence> obey(PostgresRound round, String target, Wanted wanted) {
        return round.query(
                row -> new PostgresFence(row.getLong(1), row.getBoolean(2), Set.of((String[])
                        row.getArray(3).getArray())),
                OBEY,
                wanted.account(),
                wanted.account(),
                wanted.fence(),
                target);
    }

    /// The newest fence that was obeyed for an account.
    static long newest(PostgresCall call, Wanted wanted) throws SQLException {
        return call
                .query(row -> row.getLong(1), "SELECT fence FROM hourglass.fence WHERE account = ?", wanted.account())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /// Pins another role, 0 for none, which was given nothing yet. Sessions of the one before must have ended.
    static void pin(PostgresCall call, Wanted wanted, long oid) throws SQLException {
        call.run(
                "UPDATE hourglass.fence SET account_oid = ?::oid, sessions_owed = false, given = '{}' WHERE account = ?",
                Long.toString(oid),
                wanted.account());
    }

    /// Sessions have to be ended once this is committed, whatever happens to us in between.
    static void oweSessions(PostgresCall call, Wanted wanted) throws SQLException {
        call.run("UPDATE hourglass.fence SET sessions_owed = true WHERE account = ?", wanted.account());
    }

    /// Notes what the account has now; with `sessionsOwed`, its sessions have to be ended as above.
    static void gave(PostgresRound round, Wanted wanted, Collection<String> given, boolean sessionsOwed) {
        round.run(
                "UPDATE hourglass.fence SET given = ?, sessions_owed = sessions_owed OR ? WHERE account = ?",
                given.toArray(String[]::new),
                sessionsOwed,
                wanted.account());
    }

    /// They are ended, unless a newer claim has removed something meanwhile.
    static void sessionsEnded(PostgresRound round, Wanted wanted) {
        round.run(
                "UPDATE hourglass.fence SET sessions_owed = false WHERE account = ? AND fence = ?",
                wanted.account(),
                wanted.fence());
    }
}
