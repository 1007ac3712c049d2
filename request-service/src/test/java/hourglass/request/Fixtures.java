package hourglass.request;

import hourglass.request.Decision.Outcome;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Decision.Stage;
import hourglass.request.GrantNews.Activation;
import hourglass.request.GrantNews.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests and people as the tests speak of them.
public final class Fixtures {
    public static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    public static final PersonId ALICE = new PersonId("alice");
    public static final PersonId BOB = new PersonId("bob");
    public static final String DIGEST = "d".repeat(64);
    public static final Access STAGING_READER = new Access("payments-staging", "reader");

    private Fixtures() {}

    public static Session session(String subject) {
        return new Session("local", subject, NINE.minusSeconds(60), null, List.of("pwd", "mfa"), Channel.API, NINE);
    }

    public static Caller caller(String person, String... groups) {
        return new Caller(new PersonId(person), session(person + "-subject"), Set.of(groups), false, false);
    }

    public static Caller operator(String person) {
        return new Caller(new PersonId(person), session(person + "-subject"), Set.of(), true, false);
    }

    public static Content content(RequestId id) {
        return new Content(
                id, ALICE, STAGING_READER, Duration.ofMinutes(30), null, "a try", null, false, null, null, null, NINE);
    }

    public static RequestForm form() {
        return new RequestForm(STAGING_READER, Duration.ofMinutes(30), null, "a try", null, false, null, null, null);
    }

    public static RequestId newId() {
        return new RequestId(UUID.randomUUID());
    }

    /// What surrounds a request, with nobody holding anything.
    public record Around(
            Instant now, long newestSerial, @Nullable String owner) implements Surroundings {
        public static Around at(Instant now) {
            return new Around(now, 1, "group:payments-leads");
        }

        public Around later(Duration by) {
            return new Around(now.plus(by), newestSerial, owner);
        }

        public Around withSerial(long serial) {
            return new Around(now, serial, owner);
        }

        @Override
        public Standing standing() {
            return new Standing(List.of(), null, 0, false);
        }
    }

    /// An answer under construction: to an ask, under a serial.
    public static final class Answer {
        private final int ask;
        private long serial = 1;
        private String digest = DIGEST;
        private Instant askedAt = NINE;
        private List<Stage> stages = List.of();
        private final List<Decision.VoteResult> votes = new ArrayList<>();
        private Decision.@Nullable ReviewPlan review;
        private @Nullable Instant startsAt;
        private @Nullable Instant askAgainAt;
        private Decision.@Nullable Mend mend;
        private @Nullable String cause;
        private boolean watch;
        private String way = "payments-staging/member";

        private Answer(int ask) {
            this.ask = ask;
        }

        public static Answer to(int ask) {
            return new Answer(ask);
        }

        public Answer under(long newSerial) {
            serial = newSerial;
            return this;
        }

        public Answer about(String otherDigest) {
            digest = otherDigest;
            return this;
        }

        public Answer askedAt(Instant at) {
            askedAt = at;
            return this;
        }

        public Answer asking(Stage... open) {
            stages = List.of(open);
            return this;
        }

        public Answer judging(UUID vote, Vote.Outcome outcome) {
            votes.add(new Decision.VoteResult(vote, outcome));
            return this;
        }

        public Answer owing(Decision.ReviewPlan plan) {
            review = plan;
            return this;
        }

        public Answer starting(Instant at) {
            startsAt = at;
            return this;
        }

        public Answer againAt(Instant at) {
            askAgainAt = at;
            return this;
        }

        public Answer by(String policyAndRoute) {
            way = policyAndRoute;
            return this;
        }

        public Answer watching() {
            watch = true;
            return this;
        }

        public Decision allow() {
            return decision(Outcome.ALLOW, startsAt == null ? "a.signed.word" : null);
        }

        public Decision deny(String why) {
            cause = why;
            return decision(Outcome.DENY, null);
        }

        public Decision hold(Decision.Mend how) {
            mend = how;
            cause = "REQUIREMENT";
            return decision(Outcome.HOLD, null);
        }

        public Decision review() {
            return decision(Outcome.REVIEW, null);
        }

        private Decision decision(Outcome outcome, @Nullable String allowance) {
            Duration granted = outcome == Outcome.ALLOW || outcome == Outcome.REVIEW ? Duration.ofMinutes(30) : null;
            return new Decision(
                    UUID.randomUUID(),
                    ask,
                    askedAt,
                    digest,
                    outcome,
                    cause,
                    mend,
                    way,
                    List.of(),
                    List.of(),
                    review != null,
                    new PolicySet(serial, "c0ffee", "7ree", "b".repeat(64)),
                    List.of(new Decision.Condition(
                            "payments-staging/on-the-project",
                            "WHEN",
                            "TRUE",
                            "{\"resource.project\":\"payments\"}",
                            null,
                            "policies/payments/databases.yaml:3")),
                    stages,
                    stages.stream().mapToInt(Stage::need).sum(),
                    votes,
                    granted,
                    granted,
                    null,
                    startsAt,
                    allowance == null ? null : askedAt.plus(Duration.ofMinutes(3)),
                    askAgainAt,
                    allowance == null
                            ? null
                            : new Decision.Binding("staging-db", "alice", List.of("payments_staging_reader")),
                    List.of(),
                    List.of(),
                    review,
                    watch,
                    allowance);
        }
    }

    public static Stage teamLead() {
        return new Stage(
                "payments-debug/team-lead",
                List.of("lead-of:requester.team"),
                List.of("bob"),
                1,
                0,
                NINE,
                NINE.plusSeconds(1200),
                false);
    }

    public static Stage stage(String name, List<String> from, String... asked) {
        return new Stage(name, from, List.of(asked), 1, 0, NINE, null, false);
    }

    public static GrantNews news(RequestId id, long sequence, What what) {
        return new GrantNews(id, sequence, UUID.randomUUID(), NINE.plusSeconds(sequence), what);
    }

    public static Activation activation() {
        return new Activation(NINE.plusSeconds(1), NINE.plusSeconds(2), NINE.plusSeconds(1802));
    }
}
