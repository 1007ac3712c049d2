package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// Which live sessions end, and when: SET ROLE outlives the membership that it took.
class PostgresSessionsTest extends PostgresCalls {
    @Test
    void aSessionThatDidSetRoleIsEndedAfterTheRemovalIsCommitted() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection plain = server().session("alice");
                Connection withRole = server().session("alice");
                Connection ofBob = server().session("bob")) {
            act(withRole, "SET ROLE payments_reader");
            assertThat(TestTarget.reads(withRole)).isTrue();
            assertThat(applied(wanted("alice")).sessionsEnded()).isEqualTo(2);
            assertThat(TestTarget.reads(withRole)).isFalse();
            assertThat(plain.isValid(1)).isFalse();
            assertThat(ofBob.isValid(1)).isTrue();
        }
    }

    @Test
    void sessionsStayWhenNothingWasRemoved() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection session = server().session("alice")) {
            applied(wanted("alice", "payments_reader"));
            applied(wanted("alice", "payments_reader", "payments_writer"));
            assertThat(TestTarget.reads(session)).isTrue();
        }
        applied(wanted("alice"));
    }

    @Test
    void sessionsThatAreStillOwedAreEndedByTheNextCall() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection session = server().session("alice")) {
            act(session, "SET ROLE payments_reader");
            // What a crash between the removal's commit and the sessions' end leaves behind.
            server().run("REVOKE payments_reader FROM alice GRANTED BY hourglass");
            server().run("UPDATE hourglass.fence SET sessions_owed = true WHERE account = 'alice'");
            assertThat(TestTarget.reads(session))
                    .as("SET ROLE outlives its membership")
                    .isTrue();
            assertThat(applied(wanted("alice")).sessionsEnded()).isEqualTo(1);
            assertThat(TestTarget.reads(session)).isFalse();
        }
    }

    @Test
    void sessionsOfADroppedAccountEnd() throws SQLException {
        server().run("CREATE ROLE leaver LOGIN");
        applied(wanted("leaver", "payments_reader"));
        try (Connection session = server().session("leaver");
                Connection ofBob = server().session("bob")) {
            act(session, "SET ROLE payments_reader");
            server().run("DROP ROLE leaver");
            assertThat(TestTarget.reads(session))
                    .as("SET ROLE outlives its account")
                    .isTrue();
            Reading reading = applied(wanted("leaver"));
            assertThat(reading.sessionsEnded()).isEqualTo(1);
            assertThat(reading.unsettled()).isNull();
            assertThat(TestTarget.reads(session)).isFalse();
            assertThat(ofBob.isValid(1)).isTrue();
        }
    }

    @Test
    void sessionsOfAnAccountThatWasRevokedAndRenamedByOthersEnd() throws SQLException {
        server().run("CREATE ROLE mover LOGIN");
        applied(wanted("mover", "payments_reader"));
        try (Connection session = server().session("mover")) {
            act(session, "SET ROLE payments_reader");
            server().run("REVOKE payments_reader FROM mover GRANTED BY hourglass; ALTER ROLE mover RENAME TO moved");
            assertThat(TestTarget.reads(session)).isTrue();
            assertThat(applied(wanted("mover")).sessionsEnded()).isEqualTo(1);
            assertThat(TestTarget.reads(session)).isFalse();
        }
        server().run("DROP ROLE moved");
    }

    @Test
    void sessionsOfAnAccountThatWasRevokedByOthersEndOnceWithItsGrant() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection session = server().session("alice")) {
            act(session, "SET ROLE payments_reader");
            server().run("REVOKE payments_reader FROM alice GRANTED BY hourglass");
            assertThat(TestTarget.reads(session))
                    .as("SET ROLE outlives its membership")
                    .isTrue();
            Reading reading = applied(wanted("alice"));
            assertThat(reading.sessionsEnded()).isEqualTo(1);
            assertThat(TestTarget.reads(session)).isFalse();
        }
        try (Connection later = server().session("alice")) {
            assertThat(applied(wanted("alice")).sessionsEnded()).isZero();
            assertThat(later.isValid(1)).as("it has nothing of ours").isTrue();
        }
    }

    @Test
    void whatOthersRevokedIsGivenBackWhileItIsWantedAndCutsNoSession() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection session = server().session("alice")) {
            server().run("REVOKE payments_reader FROM alice GRANTED BY hourglass");
            assertThat(applied(wanted("alice", "payments_reader")).sessionsEnded())
                    .isZero();
            assertThat(TestTarget.reads(session)).isTrue();
        }
        applied(wanted("alice"));
    }

    @Test
    void whatWasRefusedEndsNoSession() throws SQLException {
        try (Connection session = server().session("alice")) {
            assertThat(applied(wanted("alice", "no_such_role")).refused()).containsOnlyKeys("no_such_role");
            assertThat(applied(wanted("alice")).sessionsEnded()).isZero();
            assertThat(session.isValid(1)).isTrue();
        }
    }

    @Test
    void sessionsOfARenamedAccountThatHoldsNothingStay() throws SQLException {
        server().run("CREATE ROLE former LOGIN");
        applied(wanted("former", "payments_reader"));
        applied(wanted("former"));
        server().run("ALTER ROLE former RENAME TO renamed");
        try (Connection session = server().session("renamed")) {
            assertThat(applied(wanted("former")).sessionsEnded()).isZero();
            assertThat(session.isValid(1)).isTrue();
        }
        server().run("DROP ROLE renamed");
    }

    @Test
    void sessionsThatAreOwedEndAlsoWhenTheAccountIsRenamedAndNoStrangersDo() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        try (Connection session = server().session("alice")) {
            act(session, "SET ROLE payments_reader");
            // What a crash between the removal's commit and the sessions' end leaves behind.
            server().run("REVOKE payments_reader FROM alice GRANTED BY hourglass");
            server().run("UPDATE hourglass.fence SET sessions_owed = true WHERE account = 'alice'");
            server().run("ALTER ROLE alice RENAME TO alice_moved; CREATE ROLE alice LOGIN");
            try (Connection ofStranger = server().session("alice")) {
                assertThat(TestTarget.reads(session)).isTrue();
                assertThat(applied(wanted("alice")).sessionsEnded()).isEqualTo(1);
                assertThat(TestTarget.reads(session)).isFalse();
                assertThat(applied(wanted("alice")).sessionsEnded()).isZero();
                assertThat(ofStranger.isValid(1)).isTrue();
            }
        }
        server().run("DROP ROLE alice; ALTER ROLE alice_moved RENAME TO alice");
    }
}
