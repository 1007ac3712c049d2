package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.grant.Answer;
import hourglass.grant.Reading;
import hourglass.grant.Target;
import hourglass.grant.TargetContract;
import hourglass.grant.Wanted;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The adapter on a real server: what it gives and takes, and what it must not give.
class PostgresTargetTest extends TargetContract {

    private final Target target = server().adapter();

    private static TestTarget server() {
        return TestTarget.shared();
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
    void aLockThatComesInTimeIsWaitedFor() throws Exception {
        server().offer("taken_for_a_while");
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection other = server().server().connect("postgres")) {
            other.setAutoCommit(false);
            act(other, "GRANT taken_for_a_while TO bob");
            Future<Reading> reading = thread.submit(() -> applied(wanted("alice", "taken_for_a_while")));
            await().until(() -> server().query("""
                            SELECT count(*) FROM pg_locks
                             WHERE NOT granted AND waitstart < clock_timestamp() - interval '1 second'""").equals(List.of("1")));
            other.rollback();
            assertThat(reading.get().ours()).containsExactly("taken_for_a_while");
        }
        applied(wanted("alice"));
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

    /// Names that a driver may take for the end of a statement, a parameter, a string, a comment or an escape.
    private static final List<String> NAMES = List.of(
            "a\"; DROP TABLE payment; --",
            "Größe Ⅻ",
            "with space",
            "ALICE",
            "x".repeat(63),
            "one; two",
            "who?",
            "what ?? is $1 :this",
            "$$ quoted $tag$",
            "back\\slash\\",
            "it's",
            "\"",
            "{fn now()}",
            "/* never ends",
            "?; SELECT pg_sleep(9)");

    @Test
    void namesAreQuotedAndRoundTripWhateverTheyHold() throws SQLException {
        for (String name : NAMES) {
            server().offer(name);
            assertThat(target.objection("alice", Set.of(name))).isEmpty();
            assertThat(applied(wanted("alice", name)).ours()).containsExactly(name);
            assertThat(given("alice")).containsExactly(name);
            applied(wanted("alice"));
        }
        String[] all = NAMES.toArray(String[]::new);
        assertThat(applied(wanted("alice", all)).ours()).containsExactlyInAnyOrder(all);
        assertThat(applied(wanted("alice")).ours()).isEmpty();
        assertThat(server().query("SELECT count(*) FROM payment")).containsExactly("1");
    }

    @Test
    void accountsAreQuotedWhateverTheirNamesHold() throws SQLException {
        for (String name : NAMES) {
            String account = "?" + name.substring(0, Math.min(name.length(), 62));
            String quoted = '"' + account.replace("\"", "\"\"") + '"';
            server().run("CREATE ROLE " + quoted + " LOGIN");
            assertThat(applied(wanted(account, "payments_reader")).ours()).containsExactly("payments_reader");
            assertThat(given(account.replace("'", "''"))).containsExactly("payments_reader");
            assertThat(applied(wanted(account)).ours()).isEmpty();
            server().run("DROP ROLE " + quoted);
        }
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
