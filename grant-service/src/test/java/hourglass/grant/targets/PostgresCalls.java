package hourglass.grant.targets;

import hourglass.grant.Target;
import hourglass.grant.TargetCalls;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/// Calls on the adapter for the shared server.
abstract class PostgresCalls extends TargetCalls {
    static TestTarget server() {
        return TestTarget.shared();
    }

    @AfterEach
    void startAgainFromNothing() throws SQLException {
        server().run("UPDATE hourglass.fence SET fence = 1, sessions_owed = false");
    }

    @Override
    protected Target target() {
        return server().adapter();
    }

    static Set<String> given(String account) throws SQLException {
        return server().given(account);
    }

    static void act(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
