package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How often a call waits for the server: that, and not the SQL, is what most of its time goes to.
class PostgresRoundTripsTest extends PostgresCalls {
    private static final Set<String> TRIPS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback", "isValid");

    private int trips;
    private final Target target = server().adapter(connection -> (Connection) counted(connection, Connection.class));

    @Override
    protected Target target() {
        return target;
    }

    private Object counted(Object real, Class<?> as) {
        InvocationHandler counting = (_, method, arguments) -> {
            if (TRIPS.contains(method.getName())) {
                trips++;
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement ? counted(result, PreparedStatement.class) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, counting);
    }

    private int tripsOf(String... entitlements) {
        trips = 0;
        applied(wanted("alice", entitlements));
        return trips;
    }

    @Test
    void aCallWaitsForTheServerAFewTimesHoweverMuchItChanges() throws SQLException {
        applied(wanted("alice"));
        assertThat(tripsOf("payments_reader")).as("a first entitlement").isEqualTo(5);
        assertThat(tripsOf("payments_reader", "payments_writer", "payments_debugger"))
                .as("two more")
                .isEqualTo(5);
        assertThat(tripsOf("payments_reader", "payments_writer", "payments_debugger"))
                .as("nothing to change")
                .isEqualTo(4);
        assertThat(tripsOf()).as("all three go").isEqualTo(6);
        try (Connection session = server().session("alice")) {
            applied(wanted("alice", "payments_reader"));
            // It has so much to tidy up that it doesn't end at once.
            act(session, """
                    DO $$ BEGIN
                        FOR i IN 1..150 LOOP EXECUTE format('CREATE TEMPORARY TABLE t%s (id int)', i); END LOOP;
                    END $$""");
            assertThat(tripsOf()).as("with a session").isEqualTo(7);
            assertThat(session.isValid(1)).isFalse();
        }
    }
}
