package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.grant.Answer;
import hourglass.grant.Reading;
import hourglass.grant.Target;
import hourglass.grant.TargetContract;
import hourglass.grant.Wanted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The adapter on a real server: each fact about PostgreSQL that verified removal stands on.
class PostgresTargetTest extends TargetContract {

    private final Target target = server().adapter();

    private static TestTarget server() {
        return TestTarget.shared();
    }

    @BeforeAll
    static void start() throws SQLException {
        server().run("CREATE ROLE second_grantor NOLOGIN");
        server().run("GRANT payments_reader, payments_writer TO second_grantor WITH ADMIN TRUE");
    }

    @AfterEach
    void startAgainFromNothing() throws SQLException {
        server().run("UPDATE hourglass.fence SET fence = 1, sessions_owed = false");
    }

    @Override
    protected Target target() {
        return target;
    }

    @Override
    protected Set<String> given(String account) throws SQLException {
        return server().given(account);
    }

    private static void act(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void membershipsCarryTheirOptionsExplicitly() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        assertThat(server().query("""
                SELECT format('%s %s %s', inherit_option, set_option, admin_option) FROM pg_auth_members
                 WHERE member = 'alice'::regrole AND roleid = 'payments_reader'::regrole""")).containsExactly("t t f");
        applied(wanted("alice"));
    }

    @Test
    void aWidenedMembershipIsNarrowedAgain() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("GRANT payments_reader TO alice WITH ADMIN TRUE GRANTED BY hourglass");
        applied(wanted("alice", "payments_reader"));
        assertThat(server().query("SELECT admin_option FROM pg_auth_members WHERE member = 'alice'::regrole"))
                .containsExactly("f");
        applied(wanted("alice"));
    }

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
    void thePrivilegeFromASecondGrantorIsReportedAndNotTouched() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("GRANT payments_reader TO alice GRANTED BY second_grantor");
        Reading reading = applied(wanted("alice"));
        assertThat(reading.ours()).isEmpty();
        assertThat(reading.others())
                .contains(new Reading.Other("payments_reader", "payments_reader, granted by second_grantor"));
        assertThat(server().query("SELECT count(*) FROM pg_auth_members WHERE member = 'alice'::regrole"))
                .as("what is not ours stays")
                .containsExactly("1");
        server().run("REVOKE payments_reader FROM alice GRANTED BY second_grantor");
    }

    @Test
    void accessThroughAnotherRoleIsReported() throws SQLException {
        server().run("CREATE ROLE dba_team NOLOGIN; GRANT payments_writer TO dba_team; GRANT dba_team TO bob");
        assertThat(applied(wanted("bob")).others()).anySatisfy(other -> {
            assertThat(other.entitlement()).isEqualTo("payments_writer");
            assertThat(other.text()).startsWith("payments_writer through dba_team");
        });
        server().run("DROP ROLE dba_team");
    }

    @Test
    void whatTheAccountHandedOnIsReported() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("GRANT payments_reader TO alice WITH ADMIN TRUE GRANTED BY second_grantor");
        try (Connection session = server().session("alice")) {
            act(session, "GRANT payments_reader TO bob");
        }
        Reading reading = applied(wanted("alice"));
        assertThat(reading.others())
                .contains(new Reading.Other("payments_reader", "payments_reader, handed on to bob"));
        server().run("REVOKE payments_reader FROM alice GRANTED BY second_grantor CASCADE");
        assertThat(server().query("SELECT count(*) FROM pg_auth_members WHERE member = 'bob'::regrole"))
                .containsExactly("0");
    }

    @Test
    void ownedObjectsAndPrivilegesOfItsOwnAreReportedAndStopNothing() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("""
                CREATE SCHEMA own AUTHORIZATION alice; CREATE TABLE own.t (id int); ALTER TABLE own.t OWNER TO alice;
                GRANT SELECT ON payment TO alice""");
        Reading reading = applied(wanted("alice"));
        assertThat(reading.ours()).isEmpty();
        assertThat(reading.others().stream().map(Reading.Other::text))
                .contains("owns 2 object(s) in postgres", "privileges of its own on 1 object(s) in postgres");
        server().run("DROP SCHEMA own CASCADE; REVOKE SELECT ON payment FROM alice");
    }

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

    @Test
    void whatMustNotBeGivenIsRefusedWithItsReason() throws SQLException {
        server().run("CREATE ROLE is_a_login LOGIN; GRANT is_a_login TO hourglass WITH ADMIN TRUE");
        server().run("CREATE ROLE not_offered NOLOGIN");
        assertThat(applied(wanted("alice", "is_a_login", "not_offered")).refused())
                .containsEntry("is_a_login", "'is_a_login' is a login or a superuser; only NOLOGIN roles are given.")
                .containsEntry("not_offered", "Hourglass lacks ADMIN OPTION on 'not_offered'.");
        assertThat(applied(wanted("postgres", "payments_reader")).refused()).containsKey("payments_reader");
        assertThat(given("alice")).isEmpty();
    }

    @Test
    void aRemovalThatIsNotAllowedAnyMoreIsNoRemoval() throws SQLException {
        server().offer("lent");
        applied(wanted("alice", "lent"));
        server().run("""
                SET allow_system_table_mods = on;
                UPDATE pg_auth_members SET admin_option = false
                 WHERE roleid = 'lent'::regrole AND member = 'hourglass'::regrole""");
        Reading reading = applied(wanted("alice"));
        assertThat(reading.ours()).containsExactly("lent");
        assertThat(reading.undone()).containsExactly("Hourglass lacks ADMIN OPTION to take away 'lent'.");
        assertThat(given("alice")).containsExactly("lent");
        server().run("GRANT lent TO hourglass WITH ADMIN TRUE");
        assertThat(applied(wanted("alice")).ours()).isEmpty();
    }

    @Test
    void whatIsLockedHoldsUpNothingElse() throws SQLException {
        server().offer("locked");
        server().offer("locked_too");
        applied(wanted("alice", "locked", "payments_reader"));
        try (Connection other = server().server().connect("postgres");
                Connection session = server().session("alice")) {
            other.setAutoCommit(false);
            act(other, "GRANT locked, locked_too TO bob");
            Reading reading = applied(wanted("alice", "locked_too", "payments_writer"));
            assertThat(reading.ours()).containsExactlyInAnyOrder("locked", "payments_writer");
            assertThat(reading.undone())
                    .hasSize(2)
                    .anySatisfy(sentence -> assertThat(sentence).startsWith("'locked' can't be taken away: "))
                    .anySatisfy(sentence -> assertThat(sentence).startsWith("'locked_too' can't be given: "));
            assertThat(session.isValid(1)).as("payments_reader went").isFalse();
            other.rollback();
        }
        assertThat(applied(wanted("alice")).ours()).isEmpty();
    }

    @Test
    void anObligationThatCanNotBeMetHoldsUpNoRemoval() throws SQLException {
        applied(wanted("alice", "payments_reader"));
        server().run("REVOKE EXECUTE ON FUNCTION hourglass.record_statements FROM hourglass");
        try {
            Reading reading = applied(new Wanted(
                    "alice",
                    wanted("alice").fence(),
                    new TreeSet<>(Set.of("payments_writer")),
                    new TreeSet<>(Set.of("record-session"))));
            assertThat(reading.ours()).containsExactly("payments_writer");
            assertThat(reading.met()).isEmpty();
            assertThat(reading.undone().getFirst()).startsWith("Recording can't be switched: ");
        } finally {
            server().run("GRANT EXECUTE ON FUNCTION hourglass.record_statements TO hourglass");
        }
        applied(wanted("alice"));
    }

    @Test
    void recordsEveryStatementWhileThatIsAnObligation() throws SQLException {
        Wanted recorded = new Wanted(
                "alice",
                wanted("alice").fence(),
                new TreeSet<>(Set.of("payments_reader")),
                new TreeSet<>(Set.of("record-session")));
        try (Connection before = server().session("alice")) {
            assertThat(applied(recorded).met()).containsExactly("record-session");
            assertThat(before.isValid(1)).as("it would not be recorded").isFalse();
        }
        try (Connection session = server().session("alice");
                Statement statement = session.createStatement();
                var rows = statement.executeQuery("SHOW log_statement")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("all");
            assertThat(TestTarget.reads(session)).isTrue();
        }
        applied(wanted("alice"));
        assertThat(server().query("SELECT count(*) FROM pg_db_role_setting WHERE setrole = 'alice'::regrole"))
                .containsExactly("0");
    }

    @Test
    void namesAreQuotedAndRoundTripWhateverTheyHold() throws SQLException {
        for (String name : List.of("a\"; DROP TABLE payment; --", "Größe Ⅻ", "with space", "ALICE", "x".repeat(63))) {
            server().offer(name);
            assertThat(target.objection("alice", Set.of(name))).isEmpty();
            assertThat(applied(wanted("alice", name)).ours()).containsExactly(name);
            assertThat(given("alice")).containsExactly(name);
            applied(wanted("alice"));
        }
        assertThat(server().query("SELECT count(*) FROM payment")).containsExactly("1");
    }

    @Test
    void namesThatCanNotBeRolesAreObjectedTo() {
        for (String name : List.of("", "x".repeat(64), "ß".repeat(32), "nul\0", "\ud800", "pg_monitor")) {
            assertThat(target.objection("alice", Set.of(name))).as(name).isPresent();
            assertThat(target.objection(name, Set.of("payments_reader")))
                    .as(name)
                    .isPresent();
        }
        assertThat(target.objection("alice", Set.of("ß".repeat(31)))).isEmpty();
    }

    @Test
    void aLongNameIsNotCutToAnothers() throws SQLException {
        server().offer("y".repeat(63));
        Answer answer = target.apply(wanted("alice", "y".repeat(64)));
        assertThat(given("alice")).isEmpty();
        assertThat(answer).isInstanceOf(Answer.Applied.class);
    }

    @Test
    void aServerThatIsDownGivesNoAnswerAndComesBack() throws SQLException {
        applied(wanted("bob", "payments_reader"));
        server().server().stop();
        try {
            assertThat(target.apply(wanted("bob"))).isInstanceOf(Answer.NoAnswer.class);
        } finally {
            server().server().start();
        }
        await().untilAsserted(() -> assertThat(target.apply(wanted("bob"))).isInstanceOf(Answer.Applied.class));
        assertThat(given("bob")).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() throws SQLException, IOException {
        assertThat(target.missing()).isEmpty();
        server().run("REVOKE pg_signal_backend FROM hourglass");
        assertThat(target.missing().orElseThrow())
                .isEqualTo("'hourglass' is not in pg_signal_backend, so it can't end sessions; run set-up.sql again.");
        server().run("REVOKE UPDATE ON hourglass.fence FROM hourglass");
        assertThat(target.missing().orElseThrow()).contains("hourglass.fence");
        server().setUp();
        assertThat(target.missing()).isEmpty();
        server().run("ALTER TABLE hourglass.fence DROP COLUMN given");
        try {
            assertThat(target.missing())
                    .hasValue("The table hourglass.fence lacks the column given; run set-up.sql again.");
        } finally {
            server().setUp();
        }
        assertThat(target.missing()).isEmpty();
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

    @Test
    void theServerEndsTheTransactionOfACallerThatFroze() throws SQLException {
        PostgresConnections connections = PostgresConnections.to(server().url(), "hourglass", null);
        assertThat(connections.<List<String>>call(
                        call -> call.query(row -> row.getString(1), "SHOW idle_in_transaction_session_timeout")))
                .containsExactly("10s");
        // The same, only faster: the frozen caller holds the account's fence, and loses it.
        try (Connection frozen = DriverManager.getConnection(
                server().url() + "?options=-c%20idle_in_transaction_session_timeout=300", "hourglass", "")) {
            frozen.setAutoCommit(false);
            act(frozen, "INSERT INTO hourglass.fence VALUES ('carol', 0, 1)");
            await().untilAsserted(
                            () -> assertThat(applied(wanted("carol")).ours()).isEmpty());
        }
    }
}
