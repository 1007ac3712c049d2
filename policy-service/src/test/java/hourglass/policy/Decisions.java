package hourglass.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks and decisions for tests that don't care how they came about.
public final class Decisions {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    public static final PolicyRef POLICY = new PolicyRef(7, "c".repeat(40), "t".repeat(40), "b".repeat(64));

    private Decisions() {}

    public static Content content() {
        return new Content(
                "0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04",
                "alice",
                "payments-staging",
                "reader",
                3600,
                null,
                "payment 4711 is stuck",
                "INC-42",
                false,
                null,
                null,
                null,
                NOON);
    }

    public static Ask ask() {
        return new Ask(
                2,
                AskCause.VOTE,
                NOON,
                Phase.OPEN,
                7,
                content(),
                "d".repeat(64),
                new Session("local", "a1", NOON, null, List.of("mfa"), Channel.CLI, NOON),
                List.of(),
                List.of(),
                new Standing(List.of(), null, 0, false),
                null);
    }

    /// An ALLOW whose start has come.
    public static Decision allow() {
        return decision(Decision.Outcome.ALLOW, null, NOON.plusSeconds(180).plusNanos(1000));
    }

    /// An ALLOW whose start lies ahead.
    public static Decision allowLater() {
        return decision(Decision.Outcome.ALLOW, NOON.plusSeconds(7200), null);
    }

    public static Decision deny() {
        return decision(Decision.Outcome.DENY, null, null);
    }

    private static Decision decision(
            Decision.Outcome outcome,
            @org.jspecify.annotations.Nullable Instant startsAt,
            @org.jspecify.annotations.Nullable Instant startBy) {
        boolean allow = outcome == Decision.Outcome.ALLOW;
        return new Decision(
                "d".repeat(64),
                AskCause.VOTE,
                NOON,
                outcome,
                allow ? null : Decision.Cause.NOT_ELIGIBLE,
                null,
                allow ? "payments-staging/member" : null,
                allow ? List.of() : List.of("payments-staging/on-the-project"),
                List.of(),
                false,
                POLICY,
                "hourglass 1",
                new TreeMap<>(Map.of("request.role", "reader")),
                List.of(new Decision.Condition(
                        "payments-staging/on-the-project",
                        Decision.Part.WHEN,
                        allow ? Decision.Truth.TRUE : Decision.Truth.FALSE,
                        new TreeMap<>(Map.of("requester.projects", List.of("payments"))),
                        null,
                        "policies/payments/databases.yaml:4")),
                List.of(),
                0,
                List.of(),
                allow ? 3600 : null,
                allow ? 28800 : null,
                allow ? NOON.plusSeconds(9000) : null,
                startsAt,
                startBy,
                null,
                allow ? new Binding("staging-db", "alice", List.of("payments_staging_reader")) : null,
                List.of("record-session"),
                List.of(),
                null,
                false);
    }
}
