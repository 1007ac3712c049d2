package hourglass.grant.store;

import static hourglass.grant.store.GrantColumns.time;

import hourglass.grant.Account;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Says which accounts have work waiting.
final class AccountTable {
    private final JdbcClient jdbc;

    AccountTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// There is a new reason to work on this account: at once, whatever it waited for before.
    ///
    /// @param removal whether something has to go: that comes before all else
    void mark(Account account, boolean removal, Instant dueAt, Instant now) {
        jdbc.sql("""
                        INSERT INTO accounts AS a (target, account, marks, removal, due_at, next_attempt_at)
                        VALUES (:target, :account, 1, :removal, :due, :now)
                        ON CONFLICT (target, account) DO UPDATE SET
                            marks = a.marks + 1, removal = a.removal OR excluded.removal,
                            due_at = least(a.due_at, excluded.due_at), next_attempt_at = excluded.next_attempt_at
                        """)
                .param("target", account.target())
                .param("account", account.name())
                .param("removal", removal)
                .param("due", time(dueAt))
                .param("now", time(now))
                .update();
    }
}
