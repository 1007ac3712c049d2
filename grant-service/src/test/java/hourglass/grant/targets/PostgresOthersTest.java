package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Access that Hourglass did not give: it is reported, and left alone.
class PostgresOthersTest extends PostgresCalls {
    @BeforeAll
    static void start() throws SQLException {
        server().run("CREATE ROLE second_grantor NOLOGIN");
        server().run("GRANT payments_reader, payments_writer TO second_grantor WITH ADMIN TRUE");
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
}
