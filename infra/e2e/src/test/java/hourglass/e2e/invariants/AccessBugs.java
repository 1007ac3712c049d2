package hourglass.e2e.invariants;

import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Access that nobody allowed, and votes that should not count.
final class AccessBugs {
    private AccessBugs() {}

    static Stream<Bug> allowed() {
        String invariant = "I03 allowed";
        return Stream.of(
                new Bug(
                        "a grant on a review",
                        invariant,
                        "no decision that is an ALLOW",
                        life -> life.change("GrantOrdered", 3, it -> it.put("decisionId", "d1"))),
                new Bug(
                        "a grant without an order",
                        invariant,
                        "no decision that was ordered",
                        life -> life.leaveOut("GrantOrdered", 3)),
                new Bug(
                        "a grant to somebody else",
                        invariant,
                        "not what was allowed",
                        life -> life.change(
                                "GrantStarted", 1, it -> it.withObject("grant").put("person", "mallory"))),
                new Bug(
                        "a grant of more than was bound",
                        invariant,
                        "not what was allowed",
                        life -> life.change(
                                "GrantStarted",
                                1,
                                it -> ((ArrayNode) it.at("/grant/binding/entitlements")).add("owner"))),
                new Bug(
                        "a grant that changes on its way",
                        invariant,
                        "of another grant",
                        life -> life.change(
                                "GrantRevoked", 3, it -> it.withObject("grant").put("role", "owner"))),
                new Bug(
                        "an allowance by a stranger",
                        invariant,
                        "not signed by policy-service",
                        life -> allowance(life, ALife.allowance(ALife.keys(), "alice"))),
                new Bug(
                        "an allowance for somebody else",
                        invariant,
                        "allows something else",
                        life -> allowance(life, ALife.allowance(life.policyService(), "mallory"))),
                new Bug(
                        "a changed allowance",
                        invariant,
                        "not signed by policy-service",
                        life -> allowance(
                                life,
                                life.the("GrantOrdered", 3)
                                        .path("allowance")
                                        .asString("")
                                        .replaceFirst("\\..", ".X"))),
                new Bug(
                        "an order of another allowance",
                        invariant,
                        "not what its decision allowed",
                        life -> life.change(
                                "GrantOrdered",
                                3,
                                it -> it.put("allowance", ALife.allowance(life.policyService(), "alice")))),
                new Bug(
                        "a decision that comes out otherwise",
                        "I03 reruns",
                        "taken again",
                        life -> life.change("AccessDecided", 2, it -> it.put("resultDigest", "other"))),
                new Bug(
                        "a decision that says what was not decided",
                        "I03 reruns",
                        "taken again",
                        life -> life.change("AccessDecided", 1, it -> it.put("outcome", "ALLOW"))));
    }

    static Stream<Bug> votes() {
        String invariant = "I04 I05 votes";
        return Stream.of(
                new Bug(
                        "the requester's vote",
                        invariant,
                        "by the requester",
                        life -> vote(life, it -> it.put("person", "alice"))),
                new Bug(
                        "the requester's other identity",
                        invariant,
                        "by the requester",
                        life -> vote(life, it -> it.withObject("session").put("subject", "1"))),
                new Bug(
                        "the requester is counted",
                        invariant,
                        "counts the requester",
                        life -> vote(life, it -> it.put("person", "alice"))),
                new Bug(
                        "another's session",
                        invariant,
                        "somebody else than its session",
                        life -> vote(life, it -> it.put("person", "carol"))),
                new Bug(
                        "a person who was not asked",
                        invariant,
                        "who was not asked",
                        life -> vote(life, it -> it.put("person", "carol"))),
                new Bug(
                        "a vote on other content",
                        invariant,
                        "on another request",
                        life -> vote(life, it -> it.put("digest", "other"))),
                new Bug(
                        "a vote that nobody cast",
                        invariant,
                        "nobody cast",
                        life -> life.change(
                                "AccessDecided", 2, it -> ((ObjectNode) it.at("/votes/0")).put("voteId", "v9"))),
                new Bug(
                        "a vote that is not in its ask",
                        invariant,
                        "not in its own ask",
                        life -> life.change(
                                "ApprovalRecorded",
                                2,
                                it -> it.withObject("vote").put("comment", "other"))),
                new Bug(
                        "one person counts twice",
                        invariant,
                        "counts bob twice",
                        life -> life.change("ApprovalRecorded", 2, it -> {
                                    ArrayNode votes = (ArrayNode) it.at("/ask/votes");
                                    votes.add(((ObjectNode) votes.get(0).deepCopy()).put("voteId", "v2"));
                                })
                                .change(
                                        "AccessDecided",
                                        2,
                                        it -> ((ArrayNode) it.at("/votes"))
                                                .addObject()
                                                .put("voteId", "v2")
                                                .put("outcome", "COUNTED"))),
                new Bug(
                        "allowed without the vote",
                        invariant,
                        "too few votes",
                        life -> life.change(
                                "AccessDecided",
                                2,
                                it -> ((ObjectNode) it.at("/votes/0")).put("outcome", "NOT_ELIGIBLE"))),
                new Bug(
                        "allowed with one vote of two",
                        invariant,
                        "too few votes",
                        life -> life.change(
                                "AccessDecided", 1, it -> ((ObjectNode) it.at("/stages/0")).put("need", 2))),
                new Bug(
                        "a no that is passed over",
                        invariant,
                        "goes on after a no",
                        life -> vote(life, it -> it.put("yes", false))),
                new Bug(
                        "more votes shown than counted",
                        invariant,
                        "another number of votes",
                        life -> life.change(
                                "AccessDecided", 1, it -> ((ObjectNode) it.at("/stages/0")).put("have", 1))));
    }

    /// Bob's vote, changed wherever it stands.
    private static ALife vote(ALife life, Consumer<ObjectNode> change) {
        return life.change("ApprovalRecorded", 2, it -> {
            change.accept(it.withObject("vote"));
            change.accept((ObjectNode) it.at("/ask/votes/0"));
        });
    }

    private static ALife allowance(ALife life, String allowance) {
        return life.change("GrantOrdered", 3, it -> it.put("allowance", allowance))
                .change("AccessDecided", 2, it -> it.put("allowance", allowance));
    }
}
