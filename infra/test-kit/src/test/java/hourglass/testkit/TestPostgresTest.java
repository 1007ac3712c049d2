package hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void givesEachTestItsOwnDatabase() throws SQLException {
        Database first = TestPostgres.database();
        Database second = TestPostgres.database();
        first.run("CREATE TABLE mine (n int)");
        assertThatThrownBy(() -> second.run("SELECT n FROM mine")).isInstanceOf(SQLException.class);
        assertThat(setting(first, "wal_level")).isEqualTo("logical");
        assertThat(setting(first, "fsync")).isEqualTo("on");
        assertThat(setting(first, "server_version")).startsWith("18");
    }

    @Test
    void breaksAndMendsAServer() throws SQLException {
        TestServer server = TestPostgres.server();
        server.run("postgres", "CREATE TABLE kept (n int)");
        server.kill();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
        server.start();
        server.run("postgres", "SELECT n FROM kept");
        server.stop();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
    }

    @Test
    void letsARoleWithoutAPasswordIn() throws SQLException {
        TestServer server = TestPostgres.server();
        server.run("postgres", "CREATE ROLE passwordless LOGIN");
        Database asRole = new Database("postgres", server.url("postgres"), "passwordless", "");
        asRole.run("SELECT 1");
        server.stop();
    }

    private static String setting(Database database, String name) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
