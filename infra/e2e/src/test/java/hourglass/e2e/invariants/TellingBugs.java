package hourglass.e2e.invariants;

import static hourglass.e2e.invariants.ALife.REQUEST;
import static hourglass.e2e.invariants.ALife.micros;
import static hourglass.e2e.invariants.Bug.set;

import hourglass.events.Topics;
import java.util.stream.Stream;

/// What goes wrong in telling: events lost, doubled, swapped, unanswered, or on an unlawful way.
final class TellingBugs {
    private TellingBugs() {}

    static Stream<Bug> sequences() {
        String invariant = "I01 sequences";
        return Stream.of(
                new Bug(
                        "an event is lost",
                        invariant,
                        "comes where 2 is due",
                        life -> life.leaveOut("GrantActivated", 2)),
                new Bug(
                        "the first event is lost",
                        invariant,
                        "comes where 1 is due",
                        life -> life.leaveOut("GrantStarted", 1)),
                new Bug(
                        "an event is told again under another id",
                        invariant,
                        "comes where 4 is due",
                        life -> life.again(
                                "GrantRevoked", 3, it -> it.withObject("meta").put("eventId", "other"))),
                new Bug(
                        "two events change places",
                        invariant,
                        "comes where 1 is due",
                        life -> life.before("GrantStarted", 1, "GrantActivated", 2)),
                new Bug(
                        "a repeat says something else",
                        invariant,
                        "in other words",
                        life -> life.again("GrantActivated", 2, it -> set(it, "expiresAt", 74))),
                new Bug(
                        "a policy set is lost",
                        invariant,
                        "comes where 1 is due",
                        life -> life.change(
                                "PolicySetAccepted",
                                1,
                                it -> it.withObject("policy").put("serial", 2))));
    }

    static Stream<Bug> answers() {
        String invariant = "I01 answers";
        return Stream.of(
                new Bug("an ask has no answer", invariant, "has no answer", life -> life.leaveOut("AccessDecided", 1)),
                new Bug(
                        "an answer to no ask",
                        invariant,
                        "answers no ask",
                        life -> life.decide("d9", "nobody", 2, "VOTE", 10, "'outcome':'DENY'")),
                new Bug(
                        "an answer to another content",
                        invariant,
                        "does not answer what",
                        life -> life.change("AccessDecided", 2, it -> it.put("digest", "other"))),
                new Bug(
                        "an answer under older policies than were seen",
                        invariant,
                        "does not answer what",
                        life -> life.change(
                                "ApprovalRecorded",
                                2,
                                it -> it.withObject("ask").put("policyAtLeast", 2))),
                new Bug(
                        "an ask is left out",
                        invariant,
                        "where 2 is due",
                        life -> life.change(
                                "ApprovalRecorded",
                                2,
                                it -> it.withObject("ask").put("number", 3))),
                new Bug(
                        "an ask answered by two events",
                        invariant,
                        "two events under one policy",
                        life -> life.again(
                                "AccessDecided", 2, it -> it.withObject("meta").put("eventId", "other"))));
    }

    static Stream<Bug> paths() {
        String invariant = "I02 I08 I15 paths";
        return Stream.of(
                new Bug(
                        "something follows the end",
                        invariant,
                        "no lawful way",
                        life -> life.tell(
                                Topics.GRANTS,
                                "GrantActivated",
                                REQUEST,
                                "g4",
                                "",
                                4,
                                80,
                                "'expiresAt':" + micros(73))),
                new Bug(
                        "a second grant of one request",
                        invariant,
                        "no lawful way",
                        life -> life.again(
                                "GrantStarted", 1, it -> it.withObject("meta").put("eventId", "other"))),
                new Bug(
                        "a second order",
                        invariant,
                        "no lawful way",
                        life -> life.again(
                                "GrantOrdered", 3, it -> it.withObject("meta").put("eventId", "other"))),
                new Bug(
                        "an order after the cancel",
                        invariant,
                        "no lawful way",
                        life -> life.tell(
                                        Topics.REQUESTS,
                                        "RequestCancelled",
                                        REQUEST,
                                        "c1",
                                        "",
                                        9,
                                        11,
                                        "'reason':'REQUESTER'")
                                .before("GrantOrdered", 3, "RequestCancelled", 9)),
                new Bug(
                        "a vote after the order",
                        invariant,
                        "no lawful way",
                        life -> life.before("ApprovalRecorded", 2, "GrantOrdered", 3)),
                new Bug(
                        "a review of nothing",
                        invariant,
                        "review of r1",
                        life -> life.tell(
                                Topics.REQUESTS, "ReviewRecorded", REQUEST, "w1", "", 4, 80, "'reviewer':'bob'")),
                new Bug("active, never ended", invariant, "left under way", life -> life.leaveOut("GrantRevoked", 3)),
                new Bug(
                        "ended, never gone",
                        invariant,
                        "left under way",
                        life -> life.leaveOut("GrantRevoked", 3)
                                .tell(
                                        Topics.GRANTS,
                                        "GrantEnding",
                                        REQUEST,
                                        "g4",
                                        "",
                                        3,
                                        20,
                                        "'reason':'REQUESTER','dueAt':" + micros(20))),
                new Bug(
                        "an order that nobody heard",
                        invariant,
                        "nothing came of the order",
                        life -> life.leaveOut("GrantStarted", 1)
                                .leaveOut("GrantActivated", 2)
                                .leaveOut("GrantRevoked", 3)),
                new Bug(
                        "expired twice",
                        invariant,
                        "expired 2 times",
                        life -> life.again(
                                "GrantExpired", 1, it -> it.withObject("meta").put("eventId", "other"))));
    }
}
