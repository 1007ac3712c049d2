package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// An account is the role that was given access, whatever it is called by now.
class PostgresAccountTest extends PostgresCalls {
    @Test
    void aRenamedAccountIsNotTakenForGone() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("ALTER ROLE alice RENAME TO alice_moved; CREATE ROLE alice LOGIN");
        Reading reading = applied(wanted("alice", "payments_reader"));
        assertThat(reading.ours()).containsExactly("payments_reader");
        assertThat(given("alice"))
                .as("a new role under the old name is somebody else")
                .isEmpty();
        assertThat(given("alice_moved")).containsExactly("payments_reader");
        try (Connection session = server().session("alice_moved")) {
            assertThat(applied(wanted("alice")).sessionsEnded()).isEqualTo(1);
            assertThat(session.isValid(1)).isFalse();
        }
        assertThat(given("alice_moved")).isEmpty();
        server().run("DROP ROLE alice; ALTER ROLE alice_moved RENAME TO alice");
    }

    @Test
    void aDroppedAccountHasNothing() throws SQLException {
        server().run("CREATE ROLE shortlived LOGIN");
        applied(wanted("shortlived", "payments_reader"));
        server().run("DROP ROLE shortlived");
        assertThat(applied(wanted("shortlived")).ours()).isEmpty();
        assertThat(applied(wanted("shortlived", "payments_reader")).refused())
                .containsEntry("payments_reader", "There is no role 'shortlived'.");
    }

    @Test
    void whatOthersRevokedOfARenamedAccountIsNotGivenToAStranger() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("REVOKE payments_reader FROM alice GRANTED BY hourglass");
        server().run("ALTER ROLE alice RENAME TO alice_moved; CREATE ROLE alice LOGIN");
        applied(wanted("alice", "payments_reader"));
        assertThat(given("alice")).isEmpty();
        assertThat(given("alice_moved")).containsExactly("payments_reader");
        applied(wanted("alice"));
        server().run("DROP ROLE alice; ALTER ROLE alice_moved RENAME TO alice");
    }
}
