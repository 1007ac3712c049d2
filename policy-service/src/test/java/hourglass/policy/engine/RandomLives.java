package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Basis;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Hold;
import hourglass.policy.Phase;
import hourglass.policy.PolicyRef;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.Vote;
import hourglass.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/// Random asks, as request-service would put them: with the windows and votes that earlier answers led to.
final class RandomLives {
    static final PolicyRef POLICY = new PolicyRef(1, "c", "t", "b");
    private static final List<String> PEOPLE =
            List.of("ann", "ben", "cat", "dan", "eve", "fay", "gus", "hal", "ida", "nobody");
    private static final List<Instant> MOMENTS = List.of(
            Instant.parse("2026-11-24T09:00:00Z"),
            Instant.parse("2026-11-24T16:50:00Z"),
            Instant.parse("2026-11-24T23:00:00Z"),
            Instant.parse("2026-11-29T12:00:00Z"));
    /// Facts about the requester that may be unknown, and values that they may have. What `where` reads is not
    /// among them: for a person whose `where` is unknown is asked, and one for whom it is false is not (rules 4 and
    /// 10).
    static final SortedMap<String, List<Object>> DOMAINS = new TreeMap<>(Map.ofEntries(
            Map.entry("requester.projects", List.of(List.of(), List.of("shop"), List.of("ops"))),
            Map.entry("requester.onCallFor", List.of(List.of(), List.of("shop-db"))),
            Map.entry("requester.employment", List.of("employee", "contractor")),
            Map.entry("requester.groups", List.of(List.of(), List.of("many"), List.of("blue", "many"))),
            Map.entry("requester.holds", List.of(List.of(), List.of("live/writer"), List.of("trial/reader"))),
            Map.entry("requester.team", List.of("shop", "ops")),
            Map.entry("requester.manager", List.of("ben", "eve")),
            Map.entry("request.ticket", List.of("INC-1", "x", "")),
            Map.entry(
                    "requester.mfaAt",
                    MOMENTS.stream().<Object>map(at -> at.minusSeconds(60)).toList()),
            Map.entry("requester.overdueReviews", List.of(0L, 1L)),
            Map.entry("requester.active", List.of(true, false))));

    private final SplittableRandom random;
    private final Decider decider;
    private final boolean noise;

    /// @param noise whether people vote who weren't asked, and people say no
    RandomLives(SplittableRandom random, Decider decider, boolean noise) {
        this.random = random;
        this.decider = decider;
        this.noise = noise;
    }

    /// Random facts in place of others, unknown ones among them.
    static Overlay overlay(SplittableRandom random) {
        Overlay overlay = Overlay.NONE;
        for (Map.Entry<String, List<Object>> domain : DOMAINS.entrySet()) {
            int what = random.nextInt(12);
            if (what == 0) {
                overlay = overlay.with(domain.getKey(), null);
            } else if (what <= 2) {
                overlay = overlay.with(domain.getKey(), RandomSets.pick(random, domain.getValue()));
            }
        }
        return overlay;
    }

    /// The last ask of a life.
    Ask live(Overlay overlay) {
        Ask ask = submitted();
        Map<String, Instant> windows = new LinkedHashMap<>();
        List<Vote> votes = new ArrayList<>();
        for (int number = 2; number <= 5; number++) {
            Decision decision = decider.decide(ask, POLICY, overlay);
            if (decision.outcome() != Outcome.REVIEW || random.nextInt(5) == 0) {
                break;
            }
            decision.stages().forEach(stage -> windows.putIfAbsent(stage.stage(), stage.openedAt()));
            Instant now = ask.askedAt().plusSeconds(random.nextInt(4) == 0 ? random.nextInt(9_000) : 60);
            vote(votes, decision, now);
            ask = next(ask, number, now, votes, windows);
        }
        return ask;
    }

    private void vote(List<Vote> votes, Decision decision, Instant now) {
        Decision.Stage stage = RandomSets.pick(random, decision.stages());
        boolean stranger = noise && random.nextInt(4) == 0;
        if (stage.asked().isEmpty() && !stranger) {
            return;
        }
        String person = RandomSets.pick(random, stranger ? PEOPLE : stage.asked());
        boolean yes = !noise || random.nextInt(8) != 0;
        Instant mfa = random.nextInt(4) == 0 ? null : now.minusSeconds(random.nextInt(7_200));
        Session session = new Session("x", person, mfa, null, List.of("mfa"), Channel.PAGE, now);
        String comment = RandomSets.pick(random, List.of("", "ok", "looks good"));
        UUID id = new UUID(0x7000L, votes.size());
        votes.add(new Vote(id, person, yes, stage.stage(), comment.isEmpty() ? null : comment, "d", session));
    }

    private static Ask next(Ask ask, int number, Instant now, List<Vote> votes, Map<String, Instant> windows) {
        return new Ask(
                number,
                AskCause.VOTE,
                now,
                ask.phase(),
                ask.policyAtLeast(),
                ask.content(),
                ask.digest(),
                ask.session(),
                votes,
                windows.entrySet().stream()
                        .map(window -> new Window(window.getKey(), window.getValue()))
                        .toList(),
                ask.standing(),
                ask.basis());
    }

    private Ask submitted() {
        Instant now = RandomSets.pick(random, MOMENTS);
        String person = RandomSets.pick(random, PEOPLE);
        Duration duration = Duration.ofMinutes(RandomSets.pick(random, List.of(10, 60, 120, 300)));
        Instant start = random.nextInt(10) == 0 ? now.plusSeconds(7_200) : null;
        Content content = new Content(
                "r",
                person,
                RandomSets.pick(random, List.of("live", "trial")),
                RandomSets.pick(random, List.of("reader", "writer")),
                Math.toIntExact(duration.toSeconds()),
                start,
                RandomSets.pick(random, List.of("because", "because of the incident")),
                random.nextBoolean() ? "INC-7" : null,
                random.nextInt(6) == 0,
                random.nextInt(12) == 0 ? "p1" : null,
                null,
                null,
                now);
        Instant mfa = random.nextInt(3) == 0 ? null : now.minusSeconds(random.nextInt(1_800));
        Session session = new Session("x", person, mfa, null, List.of("pwd", "mfa"), Channel.API, now);
        List<Hold> holds =
                random.nextInt(4) == 0 ? List.of(new Hold("h", "live", "writer", now.plusSeconds(60))) : List.of();
        Standing standing = new Standing(holds, null, random.nextInt(10) == 0 ? 1 : 0, random.nextInt(50) == 0);
        return new Ask(
                1, AskCause.SUBMITTED, now, Phase.OPEN, 1, content, "d", session, List.of(), List.of(), standing, null);
    }

    /// The access that `given` gave, judged again while it is live.
    static Ask live(Ask ask, Decision given) {
        return new Ask(
                ask.number() + 1,
                AskCause.POLICY,
                ask.askedAt(),
                Phase.ACTIVE,
                ask.policyAtLeast(),
                ask.content(),
                ask.digest(),
                ask.session(),
                ask.votes(),
                ask.windows(),
                ask.standing(),
                new Basis(Objects.requireNonNull(given.way()), given.watch()));
    }

    /// The ask without one of its votes.
    static Ask without(Ask ask, Vote vote) {
        List<Vote> fewer = new ArrayList<>(ask.votes());
        fewer.remove(vote);
        return new Ask(
                ask.number(),
                ask.cause(),
                ask.askedAt(),
                ask.phase(),
                ask.policyAtLeast(),
                ask.content(),
                ask.digest(),
                ask.session(),
                fewer,
                ask.windows(),
                ask.standing(),
                ask.basis());
    }
}
