package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Answer;
import hourglass.grant.Reading;
import hourglass.grant.Target;
import hourglass.grant.Wanted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A target whose login was changed in the settings: what the former one gave is its own still.
class PostgresLoginTest {
    private static long fence = 2_000_000;

    private final Target before = server().adapter();
    private final Target after = server().adapter("db", "postgres", "hourglass_2");

    private static TestTarget server() {
        return TestTarget.shared();
    }

    private static Reading applied(Target target, String... entitlements) {
        Wanted wanted = new Wanted("alice", ++fence, new TreeSet<>(List.of(entitlements)), new TreeSet<>());
        Answer answer = target.apply(wanted);
        assertThat(answer).isInstanceOf(Answer.Applied.class);
        return ((Answer.Applied) answer).reading();
    }

    private static void mayActForTheFormer() throws SQLException {
        server().run("GRANT hourglass TO hourglass_2 WITH INHERIT TRUE, SET FALSE");
    }

    private static List<String> memberships() throws SQLException {
        return server().query("""
                SELECT format('%s by %s', roleid::regrole, grantor::regrole) FROM pg_auth_members
                 WHERE member = 'alice'::regrole ORDER BY 1""");
    }

    @BeforeEach
    void changeTheLogin() throws SQLException, IOException {
        server().setUp("postgres", "hourglass_2");
        server().run("GRANT payments_reader, payments_writer TO hourglass_2 WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
        applied(before, "payments_reader");
    }

    @AfterEach
    void changeItBack() throws SQLException {
        mayActForTheFormer();
        applied(after);
        server().run("""
                REVOKE hourglass FROM hourglass_2;
                UPDATE hourglass.fence SET fence = 1;
                UPDATE hourglass.target SET logins = ARRAY['hourglass'::regrole]""");
        assertThat(memberships()).isEmpty();
    }

    @Test
    void whatTheFormerLoginGaveIsTakenAwayAndItsSessionsEnd() throws SQLException {
        mayActForTheFormer();
        assertThat(after.missing()).isEmpty();
        try (Connection session = server().session("alice")) {
            Reading reading = applied(after);
            assertThat(reading.ours()).isEmpty();
            assertThat(reading.others()).isEmpty();
            assertThat(reading.undone()).isEmpty();
            assertThat(reading.sessionsEnded()).isEqualTo(1);
            assertThat(session.isValid(1)).isFalse();
        }
        assertThat(memberships()).isEmpty();
    }

    @Test
    void whatTheFormerLoginGaveStaysWhileItIsWantedAndCutsNoSession() throws SQLException {
        mayActForTheFormer();
        try (Connection session = server().session("alice")) {
            Reading reading = applied(after, "payments_reader", "payments_writer");
            assertThat(reading.ours()).containsExactlyInAnyOrder("payments_reader", "payments_writer");
            assertThat(reading.sessionsEnded()).isZero();
            assertThat(TestTarget.reads(session)).isTrue();
        }
        assertThat(memberships()).containsExactly("payments_reader by hourglass", "payments_writer by hourglass_2");
    }

    @Test
    void whatTheFormerLoginGaveAndOthersWidenedIsNarrowed() throws SQLException {
        mayActForTheFormer();
        server().run("GRANT payments_reader TO alice WITH ADMIN TRUE GRANTED BY hourglass");
        assertThat(applied(after, "payments_reader").ours()).containsExactly("payments_reader");
        assertThat(memberships()).containsExactly("payments_reader by hourglass_2");
    }

    @Test
    void whatItMayNotTakeAwayIsStillThereAndSaidAtTheStart() throws SQLException {
        assertThat(after.missing())
                .hasValue("'hourglass_2' may not take away what its predecessor 'hourglass' gave; run GRANT"
                        + " \"hourglass\" TO \"hourglass_2\" WITH INHERIT TRUE, SET FALSE as a superuser.");
        Reading reading = applied(after);
        assertThat(reading.ours()).as("never called gone").containsExactly("payments_reader");
        assertThat(reading.others()).as("nor foreign").isEmpty();
        assertThat(reading.undone())
                .containsExactly(
                        "Hourglass may not take away 'payments_reader' in the name of its former login 'hourglass'.");
    }
}
