package hourglass.grant.targets;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Live sessions of an account. A session that did SET ROLE keeps what it took when the membership goes, so it has to
/// end; it is found by the role it logged in as, which SET ROLE does not change.
final class PostgresSessions {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private PostgresSessions() {}

    /// @param ended how many were ended
    /// @param left how many are still there
    record Ended(int ended, int left) {}

    /// Ends every session that the account has now, and waits until they are gone. Sessions that begin later have what
    /// is left to the account, and stay.
    static Ended end(PostgresCall call, long account) throws SQLException {
        // Materialized: in one WHERE the server may signal first and look whose session it is afterwards.
        List<Integer> all = call.query(row -> row.getInt(1), """
                WITH mine AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE usesysid = ?::oid)
                SELECT pid, pg_terminate_backend(pid) FROM mine
                """, Long.toString(account));
        List<Integer> left = living(call, account, all);
        while (!left.isEmpty() && call.left().compareTo(RESERVE) > 0) {
            call.query(row -> row.getBoolean(1), "SELECT pg_terminate_backend(?, ?)", left.getFirst(), WAIT.toMillis());
            left = living(call, account, all);
        }
        return new Ended(all.size(), left.size());
    }

    private static List<Integer> living(PostgresCall call, long account, List<Integer> pids) throws SQLException {
        if (pids.isEmpty()) {
            return List.of();
        }
        return call.query(
                row -> row.getInt(1),
                "SELECT pid FROM pg_stat_activity WHERE usesysid = ?::oid AND pid = ANY (?)",
                Long.toString(account),
                pids.toArray(Integer[]::new));
    }
}
