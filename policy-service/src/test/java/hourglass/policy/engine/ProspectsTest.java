package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Repo;
import hourglass.policy.Resource;
import hourglass.policy.Resource.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the catalog says about a role before anybody asks.
class ProspectsTest {
    private static final String DATABASES = "policies/payments/databases.yaml";
    private static final String ORGANISATION = "guardrails/organisation.yaml";

    @ParameterizedTest(name = "{0}/{1}: {5}")
    @CsvSource({
        "payments-staging, reader, PT4H, PT8H, false, one way in",
        "payments-staging, owner, PT1M, PT1H, false, a role of the resource's own",
        "payments-eu, reader, PT1H, PT4H, false, the longer of two policies",
        "payments-eu, debugger, PT2H, PT2H, true, break-glass is not counted into the lengths",
        "payments-eu, writer, , , false, nobody is let in",
        "payments-dev, writer, PT4H, PT8H, false, a guardrail that always speaks cuts",
        "ledger, reader, PT1H, PT4H, false, policies of others are not admitted",
        "ledger, debugger, PT2H, PT2H, false, its name is not the emergency's",
    })
    void tellsOfTheSeed(
            String resource,
            String role,
            @Nullable Duration byDefault,
            @Nullable Duration max,
            boolean breakGlass,
            String why) {
        assertThat(terms(Repo.seed(), resource, role)).as(why).isEqualTo(new Terms(byDefault, max, breakGlass));
    }

    @Test
    void aGuardrailThatMayBeSilentCutsNothing() {
        Repo repo = Repo.seed().append(ORGANISATION, """
                kind: Guardrail
                id: short-for-some
                title: Contractors stay an hour
                target: {}
                when:
                  contractor: requester.employment == 'contractor'
                limit:
                  max: 1h
                """);

        assertThat(terms(repo, "payments-staging", "reader").max()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void aGuardrailCutsWhatIsProposedToo() {
        Repo repo = Repo.seed().replace(ORGANISATION, "max: 8h", "max: 3h");

        assertThat(terms(repo, "payments-staging", "reader"))
                .isEqualTo(new Terms(Duration.ofHours(3), Duration.ofHours(3), false));
    }

    @Test
    void theRouteThatGivesLongestCounts() {
        String member = "  - id: member\n    approve: automatically";
        Repo bounded = Repo.seed().replace(DATABASES, member, member + "\n    max: 2h");
        Repo both = Repo.seed()
                .replace(
                        DATABASES,
                        member,
                        "  - id: quick\n    if:\n      short: request.duration <= duration('2h')\n"
                                + "    approve: automatically\n    max: 2h\n" + member + "\n    max: 6h");

        assertThat(terms(bounded, "payments-staging", "reader"))
                .isEqualTo(new Terms(Duration.ofHours(2), Duration.ofHours(2), false));
        assertThat(terms(both, "payments-staging", "reader"))
                .isEqualTo(new Terms(Duration.ofHours(4), Duration.ofHours(6), false));
    }

    @Test
    void whatNothingBoundsHasNoMax() {
        Repo repo = Repo.seed()
                .replace(ORGANISATION, "limit:\n  max: 8h\n", "")
                .replace(DATABASES, "  default: 4h\n  max: 8h\n", "  default: 4h\n");

        assertThat(terms(repo, "payments-staging", "reader")).isEqualTo(new Terms(Duration.ofHours(4), null, false));
    }

    private static Terms terms(Repo repo, String resource, String role) {
        return repo.set().resources().stream()
                .filter(candidate -> candidate.id().equals(resource))
                .map(candidate -> role(candidate, role))
                .findFirst()
                .orElseThrow();
    }

    private static Terms role(Resource resource, String name) {
        return resource.roles().stream()
                .filter(role -> role.role().equals(name))
                .findFirst()
                .orElseThrow()
                .terms();
    }
}
