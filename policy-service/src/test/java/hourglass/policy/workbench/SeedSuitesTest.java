package hourglass.policy.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Decision.Truth;
import hourglass.policy.Seed;
import org.junit.jupiter.api.Test;

class SeedSuitesTest {
    @Test
    void passesEverySuiteOfTheSeedRepository() {
        SuiteResults results = Suites.run(Seed.files());

        assertThat(results.findings()).isEmpty();
        assertThat(results.cases()).isGreaterThanOrEqualTo(60);
        assertThat(results.passed()).isTrue();
    }

    @Test
    void seesEachConditionTrueAndFalseEachRouteTakenAndEachStageOpen() {
        Coverage coverage = Suites.run(Seed.files()).coverage();

        assertThat(coverage.never(Truth.TRUE)).isEmpty();
        assertThat(coverage.never(Truth.FALSE)).isEmpty();
        assertThat(coverage.routesNotTaken()).isEmpty();
        assertThat(coverage.stagesNotOpened()).isEmpty();
    }
}
