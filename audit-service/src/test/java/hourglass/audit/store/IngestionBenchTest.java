package hourglass.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import org.junit.jupiter.api.Test;

class IngestionBenchTest {
    @Test
    void keepsAtLeastHalfOfTheSpeedOfABareCopy() throws Exception {
        Database database = TestPostgres.database();
        IngestionBench.Result result = IngestionBench.run(40_000, database.url(), database.user(), database.password());
        System.out.printf(
                "%,d rows: %,.0f rows/s into the log, %,.0f rows/s by bare COPY, ratio %.2f%n",
                result.rows(), result.ingested(), result.copied(), result.ratio());
        assertThat(result.ratio()).isGreaterThan(0.5);
    }
}
