package hourglass.bench;

import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Hold;
import hourglass.policy.Loading;
import hourglass.policy.Phase;
import hourglass.policy.PolicyRef;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.engine.BareConditions;
import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.engine.PolicySets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Measures one explained decision against its own conditions evaluated bare, in one run, turn by turn.
///
/// The same ask meets the same documents whatever the size of the set; what changes is how many others there are.
final class DecisionBench {
    private static final PolicyRef POLICY = new PolicyRef(1, "bench", "bench", "bench");
    private static final int POLICIES_IN_A_FILE = 200;
    private static final int ROUNDS = 40;

    private DecisionBench() {}

    /// What was measured, medians over the rounds.
    ///
    /// @param documents in the policy set
    /// @param conditions that the decision evaluates
    /// @param explainedNanos for a whole decision with every reason and value
    /// @param bareNanos for the same conditions and nothing else
    record Result(int documents, int conditions, double explainedNanos, double bareNanos) {

        /// How much longer the decision takes.
        double ratio() {
            return explainedNanos / bareNanos;
        }
    }

    /// Measures with a set of `documents` documents, at least 10.
    ///
    /// @param perRound decisions in each of the rounds, such as 2,000
    static Result run(int documents, int perRound) {
        CompiledPolicySet set = set(documents);
        Ask ask = ask();
        BareConditions bare = set.bare(ask, POLICY);
        double[] explained = new double[ROUNDS];
        double[] evaluated = new double[ROUNDS];
        long kept = 0;
        for (int round = -ROUNDS; round < ROUNDS; round++) { // the first half warms up
            long begin = System.nanoTime();
            for (int i = 0; i < perRound; i++) {
                kept += set.decide(ask, POLICY).conditions().size();
            }
            long between = System.nanoTime();
            for (int i = 0; i < perRound; i++) {
                kept += bare.evaluate();
            }
            long end = System.nanoTime();
            if (round >= 0) {
                explained[round] = (double) (between - begin) / perRound;
                evaluated[round] = (double) (end - between) / perRound;
            }
        }
        if (kept == 0) {
            throw new IllegalStateException("Nothing was decided: the world of the benchmark is not as it should be.");
        }
        return new Result(set.documents().size(), bare.size(), median(explained), median(evaluated));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static CompiledPolicySet set(int documents) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (InputStream world = Objects.requireNonNull(DecisionBench.class.getResourceAsStream("bench.yaml"))) {
            files.put("hourglass.yaml", world.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int policies = Math.max(2, documents - 7);
        files.put("catalog.yaml", catalog((policies + 1) / 2).getBytes(StandardCharsets.UTF_8));
        for (int first = 0; first < policies; first += POLICIES_IN_A_FILE) {
            StringBuilder text = new StringBuilder();
            for (int i = first; i < Math.min(policies, first + POLICIES_IN_A_FILE); i++) {
                text.append("---\n").append(policy(i));
            }
            files.put("policies/%05d.yaml".formatted(first), text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return switch (PolicySets.load(files)) {
            case Loading.Accepted accepted -> (CompiledPolicySet) accepted.set();
            case Loading.Rejected rejected ->
                throw new IllegalStateException(rejected.first().toString());
        };
    }

    private static String catalog(int resources) {
        StringBuilder text = new StringBuilder("""
                kind: Catalog
                id: catalog
                title: Databases
                types: { database: { adapter: postgresql, obligations: [record-session], roles: { reader: r, debugger: d } } }
                resources:
                """);
        for (int i = 0; i < resources; i++) {
            text.append("  db-%d: { type: database, target: t, project: payments, service: payments-db, ".formatted(i))
                    .append("environment: production, sensitivity: high }\n");
        }
        return text.toString();
    }

    private static String policy(int number) {
        return """
                kind: AccessPolicy
                id: policy-%d
                title: A debugging session
                target: { resource: { name: db-%d }, role: debugger }
                when:
                  on-the-project:
                    expr: resource.project in requester.projects
                    message: "{resource.project} is not one of your projects."
                require:
                  incident: { expr: "request.ticket.matches('^INC-[0-9]+$')", message: Name the incident. }
                  fresh-mfa: { expr: "request.at - requester.mfaAt < duration('15m')", message: Sign in again. }
                duration: { min: 15m, default: 2h, max: 2h }
                obligations: [record-session]
                routes:
                  - { id: on-call, if: { on-call: resource.service in requester.onCallFor }, approve: automatically }
                  - { id: usual, approve: [ { stage: team-lead, from: lead-of:requester.team, need: 1, within: 20m,
                      otherwise: { ask: group:dba, within: 20m } } ] }
                """.formatted(number, number / 2);
    }

    private static Ask ask() {
        Instant now = Instant.parse("2026-11-24T09:00:00Z");
        Content content = new Content(
                "bench",
                "alice",
                "db-0",
                "debugger",
                7_200,
                null,
                "Payment 4711 is stuck",
                "INC-42",
                false,
                null,
                null,
                null,
                now);
        Session session = new Session("bench", "1", now.minusSeconds(300), null, List.of("mfa"), Channel.API, now);
        Hold hold = new Hold("other", "db-1", "reader", now.plusSeconds(600));
        return new Ask(
                1,
                AskCause.SUBMITTED,
                now,
                Phase.OPEN,
                1,
                content,
                "0".repeat(64),
                session,
                List.of(),
                List.of(),
                new Standing(List.of(hold), null, 0, false),
                null);
    }
}
