package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Finding;
import hourglass.policy.Repo;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What could make loading slow, large or untyped is refused where it stands, and soon.
class HostileRepositoryTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @BeforeAll
    static void warmUp() {
        assertThat(Repo.seed().set().documents()).isNotEmpty();
    }

    private static Finding refused(Repo repo) {
        return Assertions.assertTimeoutPreemptively(SOON, repo::rejection);
    }

    private static Finding refusedFile(String text) {
        return refused(Repo.seed().put("evil.yaml", text));
    }

    @Test
    void refusesAliasBombs() {
        assertThat(refusedFile("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n").code())
                .isEqualTo("anchor");
    }

    @Test
    void refusesDepth() {
        assertThat(refusedFile("[".repeat(10_000)).code()).isEqualTo("too-deep");
        assertThat(refusedFile("a: {".repeat(10_000)).code()).isEqualTo("too-deep");
    }

    @Test
    void refusesManyDocumentsInOneFile() {
        Duration once = Duration.ofSeconds(2);
        Repo repo = Repo.seed().put("evil.yaml", "--- a\n".repeat(150_000));

        assertThat(Assertions.assertTimeoutPreemptively(once, repo::rejection).code())
                .isEqualTo("too-many");
    }

    @Test
    void refusesSizeTagsDuplicatesAndForeignBytes() {
        assertThat(refused(Repo.seed().put("evil.yaml", new byte[(1 << 20) + 1]))
                        .code())
                .isEqualTo("too-large");
        assertThat(refused(Repo.seed().put("evil.yaml", new byte[] {(byte) 0xC3, 0x28}))
                        .code())
                .isEqualTo("not-utf-8");
        assertThat(refusedFile("kind: !!java.io.File x\n").code()).isEqualTo("tag");
        Finding twice = refusedFile("kind: Suite\nid: a\nkind: Suite\n");
        assertThat(twice.code()).isEqualTo("duplicate-key");
        assertThat(twice.line()).isEqualTo(3);
        assertThat(refusedFile("kind: [\n").code()).isEqualTo("not-yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind:", "kind: ~", "kind: 7", "kind: [Suite]", "kind: Policy", "id: a"})
    void refusesAKindThatIsNone(String text) {
        assertThat(refusedFile(text + "\n").code()).isEqualTo("kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "when: { a: request.role in [x] } | 1 | 28",
                "kind: x\\nwhen: { a: 'x' in requester.groups } | 2 | 16",
                "when: { a: request.ticket.matches(x, y) } | 1 | 38",
                "when: { a: f(request.role, g(x)) } | 1 | 28",
                "routes: [ request.x in [y] ] | 1 | 24",
            })
    void asksForQuotesAroundExpressionsInFlowStyle(String text, int line, int column) {
        Finding finding = refusedFile(text.translateEscapes());

        assertThat(finding.code()).isEqualTo("flow-quotes");
        assertThat(finding.line()).isEqualTo(line);
        assertThat(finding.column()).isEqualTo(column);
        assertThat(finding.reason()).contains("into quotes");
    }

    @Test
    void readsNoAsText() {
        assertThat(Repo.seed()
                        .replace("catalog/payments.yaml", "sox: \"yes\"", "sox: no")
                        .set()
                        .resources()
                        .getFirst()
                        .labels())
                .containsEntry("sox", "no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request.tickett == 'x' | expression",
                "request.reason | expression",
                "unheard == 'x' | expression",
                "approver.employment == 'employee' | expression",
                "request.reason == 1 | expression",
                "request.reason.matches('[') | expression",
                "request.duration < duration('fortnight') | expression",
                "now > timestamp('yesterday') | expression",
                "request.ticket.matches(request.reason) | pattern",
                "during(now, 'nowhere') | calendar",
                "during(now, request.reason) | calendar",
                "dyn(request.reason) == 1 | untyped",
                "requester == requester | whole",
                "requester.holds.exists(request, request == 'x') | shadow",
            })
    void refusesConditionsThatDoNotFitTheFacts(String expression, String code) {
        Finding finding = refused(Repo.seed()
                .replace(
                        "policies/platform/platform.yaml",
                        "engineer: \"'engineers' in requester.groups\"",
                        "engineer: \"" + expression.trim() + "\""));

        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.stage()).isEqualTo("types");
        assertThat(finding.file()).isEqualTo("policies/platform/platform.yaml");
        assertThat(finding.line()).isEqualTo(11);
        assertThat(finding.column()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void refusesExpressionsThatMayCostTooMuch() {
        String nested = "requester.holds.all(a, requester.holds.all(b, requester.holds.all(c, a != b || b != c)))";
        String wide = "request.role == 'a'" + " || request.role == 'a'".repeat(45);
        String long_ = "request.reason == '" + "x".repeat(2_000) + "'";
        String deep = "(".repeat(200) + "true" + ")".repeat(200);
        for (String expression : new String[] {nested, wide, long_, deep}) {
            Finding finding = refused(Repo.seed()
                    .replace(
                            "policies/platform/platform.yaml",
                            "engineer: \"'engineers' in requester.groups\"",
                            "engineer: \"" + expression + "\""));
            assertThat(finding.code()).as(expression).isIn("too-costly", "expression");
        }
    }
}
