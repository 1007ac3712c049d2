package hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import org.junit.jupiter.api.Test;

class IngestionTest {
    @Test
    void measuresTheSameRowsBothWays() throws Exception {
        Database database = TestPostgres.database();
        Ingestion.Result result = Ingestion.run(5_000, database.url(), database.user(), database.password());
        assertThat(result.rows()).isEqualTo(5_000);
        assertThat(result.ingested()).isPositive().isFinite();
        assertThat(result.copied()).isPositive().isFinite();
    }
}
