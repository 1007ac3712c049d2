package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.grant.Answer;
import hourglass.grant.Target;
import hourglass.grant.Wanted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One server is one target: two ids that lead to the same memberships would take away what the other gave.
class PostgresOwnerTest {
    private static long fence = 1_000_000;

    private final Target first = server().adapter();

    private static TestTarget server() {
        return TestTarget.shared();
    }

    private static Wanted wanted(String... entitlements) {
        return new Wanted("alice", ++fence, new TreeSet<>(List.of(entitlements)), new TreeSet<>());
    }

    @BeforeEach
    void give() {
        assertThat(first.apply(wanted("payments_reader"))).isInstanceOf(Answer.Applied.class);
    }

    @AfterEach
    void leaveNothing() throws SQLException {
        first.apply(wanted());
        server().run("UPDATE hourglass.fence SET fence = 1");
        assertThat(server().given("alice")).isEmpty();
    }

    @Test
    void aSecondIdOnTheSameDatabaseIsRefusedAndTakesNothingAway() throws SQLException {
        Target second = server().adapter("other", "postgres");
        String why = "This server is the target 'db', and one server can't be two: take out 'other', or, if 'db' is"
                + " called so now, run UPDATE hourglass.target SET id = 'other' there as a superuser.";
        assertThat(second.missing()).hasValue(why);
        assertThat(second.apply(wanted("payments_writer"))).isEqualTo(new Answer.NoAnswer(why));
        assertThat(server().given("alice")).containsExactly("payments_reader");
        assertThat(first.missing()).isEmpty();
        assertThat(first.apply(wanted("payments_reader"))).isInstanceOf(Answer.Applied.class);
    }

    @Test
    void whoIsRefusedWaitsForNoAccountAndHoldsUpNone() throws SQLException {
        Target second = server().adapter("other", "postgres");
        List<String> before = server().query("SELECT f::text FROM hourglass.fence f ORDER BY 1");
        try (Connection working = server().server().connect("postgres");
                Statement statement = working.createStatement()) {
            working.setAutoCommit(false);
            statement.execute("SELECT FROM hourglass.fence WHERE account = 'alice' FOR UPDATE");
            assertThat(((Answer.NoAnswer) second.apply(wanted())).error()).startsWith("This server is the target 'db'");
            working.rollback();
        }
        assertThat(server().query("SELECT f::text FROM hourglass.fence f ORDER BY 1"))
                .isEqualTo(before);
    }

    @Test
    void aServerThatDoesNotKeepWhoseItIsIsAskedTwiceAndNoMore() throws SQLException {
        List<String> logins = server().query("SELECT logins::text FROM hourglass.target");
        server().run("UPDATE hourglass.target SET logins = ARRAY[NULL]::regrole[]");
        try {
            assertThat(first.apply(wanted()))
                    .isEqualTo(new Answer.NoAnswer(
                            "The server does not keep whose it is; look at hourglass.target there."));
        } finally {
            server().run("UPDATE hourglass.target SET logins = '%s'".formatted(logins.getFirst()));
        }
    }

    @Test
    void anIdThatIsCalledSoNowIsServedOnceTheServerSaysSo() throws SQLException {
        Target renamed = server().adapter("renamed", "postgres");
        server().run("UPDATE hourglass.target SET id = 'renamed'");
        try {
            assertThat(renamed.missing()).isEmpty();
            assertThat(first.apply(wanted())).isInstanceOf(Answer.NoAnswer.class);
            assertThat(renamed.apply(wanted())).isInstanceOf(Answer.Applied.class);
        } finally {
            server().run("UPDATE hourglass.target SET id = 'db'");
        }
    }

    @Test
    void aSecondDatabaseOfTheSameServerIsRefusedAndTakesNothingAway() throws SQLException, IOException {
        server().run("CREATE DATABASE neighbour");
        assertThatThrownBy(() -> server().setUp("neighbour"))
                .hasMessageContaining("hourglass is set up in the database postgres of this server already");
        // As one that was set up before the login remembered its database.
        server().run("ALTER ROLE hourglass RESET hourglass.database");
        server().setUp("neighbour");
        server().run("ALTER ROLE hourglass SET hourglass.database = 'postgres'");
        Target second = server().adapter("other", "neighbour");
        assertThat(second.apply(wanted()))
                .isEqualTo(new Answer.NoAnswer("The login is set up in the database 'postgres' of this server, and a"
                        + " server is one target: take out 'other', or correct its url."));
        assertThat(second.missing()).isPresent();
        assertThat(server().given("alice")).containsExactly("payments_reader");
    }

    @Test
    void aLoginWhoseDatabaseIsNotNotedHasToBeSetUpAgain() throws SQLException, IOException {
        server().run("ALTER ROLE hourglass RESET hourglass.database");
        try {
            assertThat(server().adapter("db", "postgres").missing())
                    .hasValue("The login is not noted as set up in this database; run set-up.sql again in it.");
        } finally {
            server().setUp();
        }
        assertThat(server().adapter("db", "postgres").missing()).isEmpty();
    }
}
