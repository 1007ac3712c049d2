package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Target;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What grant-service lacks on a server is said before it is needed.
class PostgresRightsTest extends PostgresCalls {
    @Test
    void whatIsMissingIsSaidInOneSentence() throws SQLException, IOException {
        assertThat(target().missing()).isEmpty();
        server().run("REVOKE pg_signal_backend FROM hourglass");
        assertThat(target().missing().orElseThrow())
                .isEqualTo("'hourglass' is not in pg_signal_backend, so it can't end sessions; run set-up.sql again.");
        server().run("REVOKE UPDATE ON hourglass.fence FROM hourglass");
        assertThat(target().missing().orElseThrow()).contains("hourglass.fence");
        server().setUp();
        assertThat(target().missing()).isEmpty();
        server().run("ALTER TABLE hourglass.fence DROP COLUMN given");
        try {
            assertThat(target().missing())
                    .hasValue("The table hourglass.fence lacks the column given; run set-up.sql again.");
        } finally {
            server().setUp();
        }
        assertThat(target().missing()).isEmpty();
        server().run("CREATE DATABASE elsewhere");
        Target wrongDatabase = server().adapter("db", "elsewhere");
        assertThat(wrongDatabase.missing().orElseThrow()).contains("not in this database");
        Target superuser = new PostgresTarget(
                "db",
                PostgresConnections.to(
                        server().url(),
                        server().server().superuser(),
                        server().server().password()));
        assertThat(superuser.missing().orElseThrow()).contains("is a superuser");
        server().server().stop();
        try {
            assertThat(server().adapter().missing().orElseThrow()).contains("refused");
        } finally {
            server().server().start();
        }
    }
}
