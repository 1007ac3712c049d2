package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.AnAsk;
import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Loading;
import hourglass.policy.Person;
import hourglass.policy.PolicySet;
import hourglass.policy.Resource;
import hourglass.policy.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// L3 and L7 through the front door: the documents of the example repository dealt anew to other files, as bytes,
/// and built by another compiler. Only where a condition stands may change.
class FileOrderTest {
    private static final int DEALS = 20;
    private static final String BREAK = "---\n";

    /// Documents that only their ids tell apart: which of two decides must not be that of the file read first.
    private static final Map<String, String> TWINS =
            Map.of("policies/payments/twins.yaml", """
                kind: AccessPolicy
                id: twin-b
                title: As its twin
                target: { resource: { name: payments-staging }, role: reader }
                duration: { max: 30m }
                watch: true
                routes: [{ id: anybody, approve: automatically }]
                ---
                kind: AccessPolicy
                id: twin-a
                title: As its twin
                target: { resource: { name: payments-staging }, role: reader }
                duration: { max: 30m }
                routes: [{ id: anybody, approve: automatically }]
                """, "guardrails/twins.yaml", """
                kind: Guardrail
                id: limit-b
                title: As its twin
                target: { resource: { name: payments-dev } }
                limit: { max: 20m }
                ---
                kind: Guardrail
                id: limit-a
                title: As its twin
                target: { resource: { name: payments-dev } }
                limit: { max: 20m }
                """);

    private final PolicySet seed = set(files());

    @Test
    void documentsMayStandInAnyFileOfTheirOwnersAndInAnyOrder() {
        List<Ask> asks = asks();
        List<Decision> wanted = answers(seed, asks);
        assertThat(wanted).extracting(Decision::outcome).contains(Decision.Outcome.values());
        assertThat(wanted.stream().flatMap(decision -> decision.failed().stream()))
                .contains("twin-a/duration", "limit-a/duration")
                .doesNotContain("twin-b/duration", "limit-b/duration");
        for (long deal = 1; deal <= DEALS; deal++) {
            PolicySet dealt = set(dealt(new Random(deal)));
            assertThat(dealt.bundleDigest()).as("deal %d", deal).isNotEqualTo(seed.bundleDigest());
            assertThat(answers(dealt, asks)).as("deal %d", deal).isEqualTo(wanted);
            assertThat(dealt.people()).as("deal %d", deal).isEqualTo(seed.people());
            assertThat(dealt.resources()).as("deal %d", deal).isEqualTo(seed.resources());
        }
    }

    @Test
    void aSetThatIsBuiltTwiceAnswersWithTheSameBytes() {
        PolicySet again = set(files());
        assertThat(again.bundleDigest()).isEqualTo(seed.bundleDigest());
        for (Ask ask : asks()) {
            assertThat(again.decide(ask, AnAsk.POLICY).resultDigest())
                    .isEqualTo(seed.decide(ask, AnAsk.POLICY).resultDigest());
        }
    }

    /// Everybody asks for everything, by day and by night, and whoever is asked says yes.
    private List<Ask> asks() {
        List<Ask> asks = new ArrayList<>();
        for (Person person : seed.people()) {
            for (Resource resource : seed.resources()) {
                for (Resource.Role role : resource.roles()) {
                    AnAsk byDay = AnAsk.of(person.id(), resource.id(), role.role());
                    AnAsk byNight = AnAsk.of(person.id(), resource.id(), role.role())
                            .at("2026-11-24T23:00:00Z")
                            .lasting("PT30M");
                    asks.add(byDay.ask());
                    asks.add(byNight.ask());
                    asks.add(AnAsk.of(person.id(), resource.id(), role.role())
                            .breakingGlass()
                            .ask());
                    Decision first = byDay.decidedBy(seed);
                    first.stages().stream()
                            .filter(stage -> !stage.asked().isEmpty())
                            .forEach(stage -> asks.add(byDay.after(first)
                                    .yes(stage.asked().getFirst(), stage.stage())
                                    .ask()));
                }
            }
        }
        return asks;
    }

    /// Answers without the places of their conditions.
    private static List<Decision> answers(PolicySet set, List<Ask> asks) {
        return asks.stream()
                .map(ask -> set.decide(ask, AnAsk.POLICY))
                .map(FileOrderTest::withoutPlaces)
                .toList();
    }

    /// The documents of each folder, in another order and in other files; a file that an owner is named for stays.
    private static SortedMap<String, byte[]> dealt(Random random) {
        Map<String, List<String>> folders = new TreeMap<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files().forEach((path, bytes) -> {
            List<String> documents =
                    new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("(?m)^" + BREAK)));
            documents.removeIf(text -> text.lines().allMatch(line -> line.isBlank() || line.startsWith("#")));
            if (path.startsWith("catalog/") && !path.equals("catalog/types.yaml")) {
                Collections.shuffle(documents, random);
                files.put(path, String.join(BREAK, documents).getBytes(StandardCharsets.UTF_8));
            } else {
                folders.computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), _ -> new ArrayList<>())
                        .addAll(documents);
            }
        });
        folders.forEach((folder, documents) -> {
            Collections.shuffle(documents, random);
            int each = 1 + random.nextInt(3);
            for (int begin = 0; begin < documents.size(); begin += each) {
                String text = String.join(BREAK, documents.subList(begin, Math.min(begin + each, documents.size())));
                files.put(
                        folder + Integer.toHexString(random.nextInt(1 << 20)) + "-" + begin + ".yaml",
                        text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return files;
    }

    private static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = Seed.files();
        TWINS.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static PolicySet set(SortedMap<String, byte[]> files) {
        return switch (PolicySets.load(files)) {
            case Loading.Accepted(PolicySet set) -> set;
            case Loading.Rejected rejected -> throw new AssertionError(rejected.findings());
        };
    }

    private static Decision withoutPlaces(Decision d) {
        return new Decision(
                d.digest(),
                d.askCause(),
                d.askedAt(),
                d.outcome(),
                d.cause(),
                d.mend(),
                d.way(),
                d.failed(),
                d.unknown(),
                d.breakGlass(),
                d.policy(),
                d.engine(),
                d.inputs(),
                d.conditions().stream()
                        .map(c -> new Decision.Condition(c.name(), c.part(), c.result(), c.values(), c.message(), ""))
                        .toList(),
                d.stages(),
                d.missing(),
                d.votes(),
                d.grantedSeconds(),
                d.maxSeconds(),
                d.notAfter(),
                d.startsAt(),
                d.startBy(),
                d.askAgainAt(),
                d.binding(),
                d.obligations(),
                d.notifies(),
                d.review(),
                d.watch());
    }
}
