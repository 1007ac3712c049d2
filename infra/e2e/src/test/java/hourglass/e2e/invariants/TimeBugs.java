package hourglass.e2e.invariants;

import static hourglass.e2e.invariants.ALife.REQUEST;
import static hourglass.e2e.invariants.ALife.ask;
import static hourglass.e2e.invariants.ALife.micros;
import static hourglass.e2e.invariants.Bug.set;

import hourglass.events.Topics;
import java.util.stream.Stream;

/// What comes too late, too early, or for too long.
final class TimeBugs {
    private TimeBugs() {}

    static Stream<Bug> orders() {
        String invariant = "I06 orders";
        return Stream.of(
                new Bug(
                        "an order while a newer ask is out",
                        invariant,
                        "first answer to the newest ask",
                        life -> life.tell(
                                        Topics.REQUESTS,
                                        "EvaluationAsked",
                                        REQUEST,
                                        "a3",
                                        "",
                                        9,
                                        10,
                                        ask(3, "TIMER", 10, ""))
                                .before("GrantOrdered", 3, "EvaluationAsked", 9)),
                new Bug(
                        "an order by the second answer",
                        invariant,
                        "first answer to the newest ask",
                        life -> life.tell(
                                        Topics.DECISIONS,
                                        "AccessDecided",
                                        REQUEST,
                                        "d0",
                                        "a2",
                                        8,
                                        10,
                                        "'outcome':'DENY'")
                                .before("AccessDecided", 2, "AccessDecided", 8)),
                new Bug(
                        "an order of an old answer",
                        invariant,
                        "too old",
                        life -> life.change("GrantOrdered", 3, it -> set(it.withObject("meta"), "occurredAt", 71))),
                new Bug(
                        "an order under older policies",
                        invariant,
                        "when 2 was accepted",
                        life -> life.tell(
                                Topics.POLICIES,
                                "PolicySetAccepted",
                                "policies",
                                "p2",
                                "",
                                2,
                                6,
                                "'policy':{'serial':2}")),
                new Bug(
                        "a longer deadline",
                        invariant,
                        "another deadline",
                        life -> life.change("GrantOrdered", 3, it -> set(it, "startBy", 999))),
                new Bug(
                        "intent after the deadline",
                        invariant,
                        "after its deadline",
                        life -> life.change("GrantStarted", 1, it -> set(it.withObject("meta"), "occurredAt", 190))),
                new Bug(
                        "activation after the deadline",
                        invariant,
                        "GrantActivated 2 of r1 is after",
                        life -> life.change("GrantActivated", 2, it -> set(it, "activatedAt", 190))),
                new Bug(
                        "taken back and goes on",
                        invariant,
                        "takes the access back",
                        life -> later(life, "ORDERED", "HOLD")),
                new Bug(
                        "denied and goes on",
                        invariant,
                        "takes the access back",
                        life -> later(life, "ACTIVE", "DENY")));
    }

    static Stream<Bug> times() {
        String invariant = "I07 bounds";
        return Stream.of(
                new Bug(
                        "granted more than asked",
                        invariant,
                        "more than was asked for",
                        life -> life.change("AccessDecided", 1, it -> it.put("grantedSeconds", 61))),
                new Bug(
                        "granted more than may be",
                        invariant,
                        "more than it may",
                        life -> life.change("AccessDecided", 2, it -> it.put("maxSeconds", 59))),
                new Bug(
                        "ordered longer than granted",
                        invariant,
                        "another time than its decision",
                        life -> life.change("GrantOrdered", 3, it -> it.put("grantedSeconds", 61))),
                new Bug(
                        "ordered past the calendar's end",
                        invariant,
                        "another time than its decision",
                        life -> life.change("AccessDecided", 2, it -> set(it, "notAfter", 40))),
                new Bug(
                        "longer than granted",
                        invariant,
                        "instead of",
                        life -> life.change("GrantActivated", 2, it -> set(it, "expiresAt", 74))),
                new Bug(
                        "past the calendar's end",
                        invariant,
                        "instead of",
                        life -> life.change("AccessDecided", 2, it -> set(it, "notAfter", 40))
                                .change("GrantOrdered", 3, it -> set(it, "notAfter", 40))),
                new Bug(
                        "an end that moves",
                        invariant,
                        "another end than its activation",
                        life -> life.change("GrantRevoked", 3, it -> set(it, "expiresAt", 80))),
                new Bug(
                        "an expiry of another end",
                        invariant,
                        "another end than its activation",
                        life -> life.change("GrantExpired", 1, it -> set(it, "expiresAt", 80))));
    }

    static Stream<Bug> removals() {
        String invariant = "I09 I11 removals";
        return Stream.of(
                new Bug(
                        "late and nobody told",
                        invariant,
                        "nobody was told",
                        life -> life.change("GrantRevoked", 3, it -> set(it, "verifiedAt", 79))),
                new Bug(
                        "taken early",
                        invariant,
                        "before it was due",
                        life -> life.change("GrantRevoked", 3, it -> set(it, "verifiedAt", 72))),
                new Bug(
                        "expired early",
                        invariant,
                        "before its time",
                        life -> life.change("GrantExpired", 1, it -> set(it.withObject("meta"), "occurredAt", 72))),
                new Bug(
                        "due at another time",
                        invariant,
                        "another time than was told",
                        life -> life.change("GrantRevoked", 3, it -> set(it, "dueAt", 74))),
                new Bug(
                        "ended for a reason that was not told",
                        invariant,
                        "another time than was told",
                        life -> life.change("GrantRevoked", 3, it -> it.put("reason", "OPERATOR"))),
                new Bug(
                        "overdue at once",
                        invariant,
                        "too soon",
                        life -> life.tell(
                                Topics.GRANTS, "RevocationOverdue", REQUEST, "g9", "", 9, 75, "'dueAt':" + micros(73))),
                new Bug(
                        "access comes back",
                        "I12 residue",
                        "came back",
                        life -> life.tell(Topics.DRIFT, "DriftFound", "db/alice", "f1", "", 1, 100, drift())));
    }

    /// One more ask after the order, and its answer.
    private static ALife later(ALife life, String phase, String outcome) {
        return life.tell(Topics.REQUESTS, "EvaluationAsked", REQUEST, "a3", "", 4, 20, ask(3, "POLICY", phase, 20, ""))
                .decide("d3", "a3", 3, "POLICY", 20, "'outcome':'" + outcome + "','stages':[],'votes':[]");
    }

    static String drift() {
        return "'findingId':'f','target':'db','account':'alice','kind':'UNEXPLAINED','entitlements':['reader']";
    }
}
