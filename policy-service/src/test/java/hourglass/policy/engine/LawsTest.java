package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Vote;
import hourglass.policy.engine.RandomSets.Documents;
import hourglass.policy.engine.documents.AccessPolicy;
import hourglass.policy.engine.documents.Guardrail;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The laws of the policy language over random sets: order ALLOW < REVIEW by votes missing < HOLD < DENY.
///
/// `-Dhourglass.laws.sets` says how many; `-Dhourglass.laws.seed` where they begin. A failure names its seed.
class LawsTest {
    private static final int SETS = Integer.getInteger("hourglass.laws.sets", 100_000);
    private static final long SEED = Long.getLong("hourglass.laws.seed", 20_261_125L);

    private static final List<String> PATHS = List.copyOf(RandomLives.DOMAINS.keySet());

    private final RandomSets sets = new RandomSets();
    private final Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);

    @Test
    void holdOverRandomPolicySets() {
        int whole = 0;
        for (long seed = SEED; seed < SEED + SETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Documents documents = sets.documents(random);
            Decider decider = sets.decider(documents).orElse(null);
            if (decider != null) {
                whole++;
                check(seed, random, documents, decider);
            }
        }
        assertThat(whole).as("sets that hold together").isGreaterThan(SETS * 9 / 10);
        assertThat(seen.keySet()).as("every outcome is seen").containsExactlyInAnyOrder(Outcome.values());
        assertThat(seen.values()).as("often enough: %s", seen).allMatch(count -> count > SETS / 100);
    }

    /// L7 between two virtual machines: what Java leaves open, such as the order of a `Set.of`, is alike within
    /// one.
    @Test
    void anotherMachineAnswersWithTheSameBytes() throws IOException, InterruptedException {
        int count = Math.min(SETS, 2_000);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameBytes.class.getName(),
                        Long.toString(SEED),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String here = SameBytes.digest(SEED, count);
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine())
                    .as("L7, %d sets from seed %d", count, SEED)
                    .isEqualTo(here);
        }
        assertThat(other.waitFor()).isZero();
    }

    private void check(long seed, SplittableRandom random, Documents documents, Decider decider) {
        Overlay overlay = RandomLives.overlay(random);
        Ask ask = new RandomLives(random, decider, false).live(overlay);
        Decision decision = decider.decide(ask, RandomLives.POLICY, overlay);
        seen.merge(decision.outcome(), 1, Integer::sum);
        guardrailsOnlyTake(seed, random, documents, ask, overlay, decision);
        policiesOnlyGive(seed, random, documents, ask, overlay, decision);
        orderNeverMatters(seed, documents, ask, overlay, decision);
        doubtIsNoWin(seed, random, decider, ask, overlay);
        aVoteLessIsNoWin(seed, random, decider, overlay);
        bounds(seed, documents, ask, decision);
        if (decision.outcome() == Outcome.ALLOW) {
            whileItLives(seed, random, documents, decider, RandomLives.live(ask, decision), overlay);
        }
    }

    /// Rule 19 keeps L1, L2, L3 and L7: live access is let be or ended, and what was just allowed is let be.
    private void whileItLives(
            long seed, SplittableRandom random, Documents documents, Decider decider, Ask ask, Overlay overlay) {
        Decision decision = decider.decide(ask, RandomLives.POLICY, overlay);
        assertThat(decision.outcome()).as("live, seed %d", seed).isEqualTo(Outcome.ALLOW);
        guardrailsOnlyTake(seed, random, documents, ask, overlay, decision);
        policiesOnlyGive(seed, random, documents, ask, overlay, decision);
        orderNeverMatters(seed, documents, ask, overlay, decision);
    }

    /// L1
    private void guardrailsOnlyTake(
            long seed, SplittableRandom random, Documents documents, Ask ask, Overlay overlay, Decision before) {
        Guardrail more = sets.guardrail(random, "g9");
        sets.decider(documents.with(more))
                .ifPresent(tighter -> noSmaller("L1", seed, before, tighter.decide(ask, RandomLives.POLICY, overlay)));
        if (!documents.guardrails().isEmpty()) {
            List<Guardrail> changed = new ArrayList<>(documents.guardrails());
            changed.set(0, RandomSets.withDeny(random, changed.getFirst()));
            sets.decider(new Documents(documents.policies(), changed))
                    .ifPresent(tighter ->
                            noSmaller("L1 deny", seed, before, tighter.decide(ask, RandomLives.POLICY, overlay)));
        }
    }

    /// L2
    private void policiesOnlyGive(
            long seed, SplittableRandom random, Documents documents, Ask ask, Overlay overlay, Decision before) {
        AccessPolicy admitted = sets.policy(random, "p0", "group:red");
        sets.decider(documents.with(admitted))
                .ifPresent(wider -> noSmaller("L2", seed, wider.decide(ask, RandomLives.POLICY, overlay), before));
        AccessPolicy stranger = sets.policy(random, "p0", "group:many");
        sets.decider(documents.with(stranger))
                .ifPresent(same -> assertThat(
                                same.decide(ask, RandomLives.POLICY, overlay).resultDigest())
                        .as("L2 not admitted, seed %d", seed)
                        .isEqualTo(before.resultDigest()));
    }

    /// L3 and L7
    private void orderNeverMatters(long seed, Documents documents, Ask ask, Overlay overlay, Decision before) {
        Random shuffle = new Random(seed);
        List<AccessPolicy> policies = new ArrayList<>(documents.policies());
        List<Guardrail> guardrails = new ArrayList<>(documents.guardrails());
        Collections.shuffle(policies, shuffle);
        Collections.shuffle(guardrails, shuffle);
        Decision after = sets.decider(new Documents(policies, guardrails))
                .orElseThrow()
                .decide(ask, RandomLives.POLICY, overlay);
        assertThat(after.resultDigest()).as("L3 and L7, seed %d", seed).isEqualTo(before.resultDigest());
    }

    /// L4, for two facts of each set
    private static void doubtIsNoWin(long seed, SplittableRandom random, Decider decider, Ask ask, Overlay overlay) {
        for (int i = 0; i < 2; i++) {
            String path = RandomSets.pick(random, PATHS);
            Decision doubtful = decider.decide(ask, RandomLives.POLICY, overlay.with(path, null));
            if (rank(doubtful) < rank(Outcome.HOLD)) {
                for (Object value : RandomLives.DOMAINS.getOrDefault(path, List.of())) {
                    Decision sure = decider.decide(ask, RandomLives.POLICY, overlay.with(path, value));
                    noSmaller("L4 " + path + "=" + value, seed, sure, doubtful);
                }
            }
        }
    }

    /// L5: of people who voted once; a second vote of one person takes the place of a first that is left out.
    private static void aVoteLessIsNoWin(long seed, SplittableRandom random, Decider decider, Overlay overlay) {
        Ask ask = new RandomLives(random, decider, true).live(overlay);
        Decision before = decider.decide(ask, RandomLives.POLICY, overlay);
        for (Vote vote : ask.votes()) {
            long ofThePerson = ask.votes().stream()
                    .filter(other -> other.person().equals(vote.person()))
                    .count();
            if (vote.yes() && ofThePerson == 1) {
                Decision after = decider.decide(RandomLives.without(ask, vote), RandomLives.POLICY, overlay);
                noSmaller("L5", seed, before, after);
            }
        }
    }

    /// L6, against bounds that are reckoned apart: the engine's own would agree with it whatever it did.
    private static void bounds(long seed, Documents documents, Ask ask, Decision decision) {
        if (decision.way() == null || decision.outcome() == Outcome.DENY) {
            return;
        }
        ReckonedBounds reckoned = new ReckonedBounds(documents, ask, decision);
        Integer max =
                reckoned.max().map(most -> Math.toIntExact(most.toSeconds())).orElse(null);
        assertThat(decision.maxSeconds()).as("L6 maximum, seed %d", seed).isEqualTo(max);
        if (decision.outcome() != Outcome.HOLD) {
            assertThat(decision.grantedSeconds())
                    .as("L6 granted, seed %d", seed)
                    .isNotNull()
                    .isLessThanOrEqualTo(ask.content().durationSeconds())
                    .isLessThanOrEqualTo(max == null ? Integer.MAX_VALUE : max);
            assertThat(decision.notAfter())
                    .as("L6 end, seed %d", seed)
                    .isEqualTo(reckoned.notAfter().orElse(null));
        }
    }

    private static void noSmaller(String law, long seed, Decision smaller, Decision larger) {
        if (rank(larger) < rank(smaller)) {
            assertThat(larger)
                    .as("%s, seed %d: not smaller than %s", law, seed, smaller)
                    .isEqualTo(smaller);
        }
    }

    private static int rank(Decision decision) {
        return decision.outcome() == Outcome.REVIEW ? decision.missing() : rank(decision.outcome());
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> 0;
            case REVIEW -> 1;
            case HOLD -> 1_000;
            case DENY -> 1_001;
        };
    }
}
