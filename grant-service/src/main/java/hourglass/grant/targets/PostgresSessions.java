package hourglass.grant.targets;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Live sessions of an account. A session that did SET ROLE keeps what it took when the membership goes, so it has
/// to end; it is found by the role it logged in as, which SET ROLE does not change.
final class PostgresSessions {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private PostgresSessions() {}

    /// @param ended how many were ended
    /// @param left how many are still there
    record Ended(int ended, int left) {}

    /// Ends every session that the account has now, and waits until they are gone. Sessions that begin later have
    /// what is left to the account, and stay.
    static Ended end(PostgresCall call, long account) throws SQLException {
        // Materialized: in one WHERE the server may signal first and look whose session it is afterwards.
        List<Integer> all = call.query(row -> row.getInt(1), """
                WITH mine AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE usesysid = ?::oid)
                SELECT pid, pg_terminate_backend(pid) FROM mine
                """, Long.toString(account));
        List<Integer> left = all;
        boolean again = true;
        while (!left.isEmpty() && again) {
            again = call.left().compareTo(RESERVE) > 0;
            left = wait(call, account, left, again ? WAIT : Duration.ZERO);
        }
        return new Ended(all.size(), left.size());
    }

    /// Waits for one of the sessions, if it is still there, and tells which are left. Within a transaction
    /// `pg_stat_activity` stays as it was first seen, hence the second statement.
    private static List<Integer> wait(PostgresCall call, long account, List<Integer> pids, Duration atMost)
            throws SQLException {
        PostgresRound round = call.round();
        round.run("""
                WITH mine AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE usesysid = ?::oid AND pid = ?)
                SELECT pg_terminate_backend(pid, ?) FROM mine
                """, Long.toString(account), pids.getFirst(), atMost.toMillis());
        round.run("SELECT pg_stat_clear_snapshot()");
        PostgresRound.Rows<Integer> left = round.query(
                row -> row.getInt(1),
                "SELECT pid FROM pg_stat_activity WHERE usesysid = ?::oid AND pid = ANY (?)",
                Long.toString(account),
                pids.toArray(Integer[]::new));
        round.send();
        return left.all();
    }
}
