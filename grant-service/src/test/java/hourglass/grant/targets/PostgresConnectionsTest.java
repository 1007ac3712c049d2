package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which connection a call gets, and what becomes of one that was lost.
class PostgresConnectionsTest {
    private final List<Connection> opened = new ArrayList<>();
    private final PostgresConnections connections = new PostgresConnections(this::open, this::now);
    private Duration passed = Duration.ZERO;
    private Duration inStatements = Duration.ZERO;
    private int asked;
    private int begun;

    private long now() {
        return System.nanoTime() + passed.toNanos();
    }

    /// One whose statements take as long as is said.
    private Connection open() throws SQLException {
        Connection real = DriverManager.getConnection(TestTarget.shared().url(), "hourglass", "");
        opened.add(real);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("isValid")) {
                        asked++;
                    }
                    if (method.getName().equals("prepareStatement")) {
                        passed = passed.plus(inStatements);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void close() {
        connections.close();
    }

    /// The process on the server that answers.
    private int backend() throws SQLException {
        return connections.call(call -> {
            begun++;
            return call.query(row -> row.getInt(1), "SELECT pg_backend_pid()").getFirst();
        });
    }

    private static void end(int backend) throws SQLException {
        assertThat(TestTarget.shared().query("SELECT pg_terminate_backend(" + backend + ", 5000)"))
                .containsExactly("t");
    }

    @Test
    void aConnectionIsKeptAndAskedOnlyWhenItLayIdle() throws SQLException {
        int first = backend();
        assertThat(backend()).isEqualTo(first);
        assertThat(asked).isZero();
        passed = Duration.ofSeconds(2);
        assertThat(backend()).isEqualTo(first);
        assertThat(asked).isEqualTo(1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void aConnectionThatWasLostSinceIsReplacedUnnoticed() throws SQLException {
        int first = backend();
        end(first);
        assertThat(backend()).isNotEqualTo(first);
        assertThat(begun).isEqualTo(3);
        assertThat(opened.getFirst().isClosed()).isTrue();
    }

    @Test
    void aConnectionThatWasLostWhileItLayIdleIsReplacedBeforeTheCall() throws SQLException {
        int first = backend();
        end(first);
        passed = Duration.ofSeconds(2);
        assertThat(backend()).isNotEqualTo(first);
        assertThat(begun).isEqualTo(2);
    }

    @Test
    void aCallThatWasAnsweredIsNotBegunAgain() throws SQLException {
        backend();
        begun = 0;
        assertThatThrownBy(() -> connections.call(call -> {
                    begun++;
                    int own = call.query(row -> row.getInt(1), "SELECT pg_backend_pid()")
                            .getFirst();
                    end(own);
                    return call.query(row -> row.getInt(1), "SELECT 1");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(begun).isEqualTo(1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void aCallThatTheServerRefusesIsNotBegunAgain() throws SQLException {
        backend();
        begun = 0;
        assertThatThrownBy(() -> connections.call(call -> {
                    begun++;
                    return call.query(row -> row.getInt(1), "SELECT 1 / 0");
                }))
                .hasMessageContaining("division by zero");
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void aNewConnectionThatIsLostAtOnceIsNotReplaced() {
        assertThatThrownBy(() -> connections.call(call -> {
                    begun++;
                    return call.query(row -> row.getInt(1), "SELECT pg_terminate_backend(pg_backend_pid())");
                }))
                .isInstanceOf(SQLException.class);
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void aCallThatHasNoTimeLeftToConnectIsNotBegunAgain() throws SQLException {
        int first = backend();
        begun = 0;
        end(first);
        inStatements = Duration.ofSeconds(6);
        assertThatThrownBy(this::backend).isInstanceOf(SQLException.class);
        assertThat(begun).isEqualTo(1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void theServerPlansAStatementOverAnArrayOnce() throws SQLException {
        try (PostgresConnections planning =
                PostgresConnections.to(TestTarget.shared().url(), "hourglass", null)) {
            List<Long> plannedAnew = planning.call(call -> {
                for (int i = 0; i < 20; i++) {
                    PostgresRound round = call.round();
                    PostgresMemberships.read(round, 0);
                    PostgresMemberships.offers(round, 0, TestTarget.ENTITLEMENTS);
                    round.send();
                }
                return call.query(
                        row -> row.getLong(1),
                        "SELECT custom_plans FROM pg_prepared_statements WHERE statement LIKE '%unnest(%::text%'"
                                + " AND generic_plans > 0");
            });

            assertThat(plannedAnew).containsExactly(0L);
        }
    }
}
