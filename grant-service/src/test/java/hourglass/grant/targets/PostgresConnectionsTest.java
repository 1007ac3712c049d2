package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresConnectionsTest {
    @Test
    void theServerPlansAStatementOverAnArrayOnce() throws SQLException {
        try (PostgresConnections connections =
                PostgresConnections.to(TestTarget.shared().url(), "hourglass", null)) {
            List<Long> plannedAnew = connections.call(call -> {
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
