package hourglass.audit;

import hourglass.events.AccessDecided;
import hourglass.events.AccessRequested;
import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.ApprovalRecorded;
import hourglass.events.Ask;
import hourglass.events.AskCause;
import hourglass.events.Binding;
import hourglass.events.Channel;
import hourglass.events.Content;
import hourglass.events.Grant;
import hourglass.events.GrantActivated;
import hourglass.events.GrantEndReason;
import hourglass.events.GrantExpired;
import hourglass.events.GrantFailed;
import hourglass.events.GrantOrdered;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.Identity;
import hourglass.events.Meta;
import hourglass.events.Outcome;
import hourglass.events.PersonPublished;
import hourglass.events.Phase;
import hourglass.events.Policy;
import hourglass.events.Session;
import hourglass.events.Standing;
import hourglass.events.Topics;
import hourglass.events.Vote;
import hourglass.events.VoteOutcome;
import hourglass.events.VoteResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Records of one request, with the numbers that its writers give them.
final class Story {
    static final Policy POLICY = new Policy(4L, "9f2c1e7", "77aa", "beef");

    final String request = UUID.randomUUID().toString();
    final UUID decision = UUID.randomUUID();
    final String person;
    final String resource;
    private final UUID vote = UUID.randomUUID();
    private final Map<String, Long> numbers = new HashMap<>();
    private final String digest = "4be1";

    Story(String person, String resource) {
        this.person = person;
        this.resource = resource;
    }

    AccessRequested requested(Instant at) {
        return new AccessRequested(meta(Topics.REQUESTS, at, person), ask(1, AskCause.SUBMITTED, at, List.of()));
    }

    AccessDecided review(Instant at) {
        return decided(UUID.randomUUID(), Outcome.REVIEW, at, List.of());
    }

    ApprovalRecorded approved(String by, Instant at) {
        Vote yes = new Vote(vote, by, true, "payments-debug/team-lead", "ok", digest, session(by, at));
        return new ApprovalRecorded(meta(Topics.REQUESTS, at, by), yes, ask(2, AskCause.VOTE, at, List.of(yes)));
    }

    AccessDecided allow(Instant at) {
        return decided(decision, Outcome.ALLOW, at, List.of(new VoteResult(vote, VoteOutcome.COUNTED)));
    }

    GrantOrdered ordered(Instant at) {
        return GrantOrdered.newBuilder()
                .setMeta(meta(Topics.REQUESTS, at, "request-service"))
                .setDigest(digest)
                .setDecisionId(decision)
                .setPerson(person)
                .setResource(resource)
                .setRole("debugger")
                .setGrantedSeconds(60)
                .setStartBy(at.plusSeconds(180))
                .setAllowance("e.y.J")
                .build();
    }

    GrantStarted started(Instant at) {
        return new GrantStarted(meta(Topics.GRANTS, at, "grant-service"), grant(), at.plusSeconds(180));
    }

    GrantActivated activated(Instant startedAt, Instant at, Instant expiresAt) {
        return GrantActivated.newBuilder()
                .setMeta(meta(Topics.GRANTS, at, "grant-service"))
                .setGrant(grant())
                .setStartedAt(startedAt)
                .setActivatedAt(at)
                .setExpiresAt(expiresAt)
                .build();
    }

    GrantExpired expired(Instant at) {
        return new GrantExpired(
                meta(Topics.EXPIRIES, at, "grant-service"), person, resource, "debugger", "production-db", person, at);
    }

    GrantRevoked revoked(Instant startedAt, Instant activatedAt, Instant dueAt, Instant verifiedAt) {
        return GrantRevoked.newBuilder()
                .setMeta(meta(Topics.GRANTS, verifiedAt, "grant-service"))
                .setGrant(grant())
                .setReason(GrantEndReason.EXPIRED)
                .setStartedAt(startedAt)
                .setActivatedAt(activatedAt)
                .setExpiresAt(dueAt)
                .setDueAt(dueAt)
                .setVerifiedAt(verifiedAt)
                .setSessionsEnded(1)
                .setKeptFor(List.of())
                .setRemaining(List.of())
                .build();
    }

    GrantFailed failed(Instant startedAt, Instant verifiedAt) {
        return GrantFailed.newBuilder()
                .setMeta(meta(Topics.GRANTS, verifiedAt, "grant-service"))
                .setGrant(grant())
                .setReason(GrantEndReason.TOO_LATE)
                .setStartedAt(startedAt)
                .setVerifiedAt(verifiedAt)
                .setDetail("the target came back too late")
                .build();
    }

    static PersonPublished known(String person, String subject, long serial, Instant at) {
        return PersonPublished.newBuilder()
                .setMeta(meta(person, serial, at, "policy-service"))
                .setSerial(serial)
                .setRemoved(false)
                .setActive(true)
                .setName(person)
                .setIdentities(List.of(new Identity("local", subject)))
                .setGroups(List.of())
                .build();
    }

    /// Leaves out the next number on a topic, as if its record had been lost.
    void lose(String topic) {
        numbers.merge(topic, 1L, Long::sum);
    }

    private AccessDecided decided(UUID id, Outcome outcome, Instant at, List<VoteResult> votes) {
        Meta meta = meta(Topics.DECISIONS, at, "policy-service");
        Meta named = Meta.newBuilder(meta).setEventId(id).build();
        return AccessDecided.newBuilder()
                .setMeta(named)
                .setDigest(digest)
                .setAskCause(AskCause.SUBMITTED)
                .setAskedAt(at)
                .setOutcome(outcome)
                .setWay("payments-debug/usual")
                .setFailed(List.of())
                .setUnknown(List.of())
                .setBreakGlass(false)
                .setPolicy(POLICY)
                .setEngine("hourglass 1")
                .setInputs("{}")
                .setConditions(List.of())
                .setStages(List.of())
                .setMissing(0)
                .setVotes(votes)
                .setObligations(List.of())
                .setNotify(List.of())
                .setWatch(false)
                .setResultDigest("00")
                .build();
    }

    private Grant grant() {
        Binding binding = new Binding("production-db", person, List.of("payments_eu_debugger"));
        return new Grant(person, resource, "debugger", binding, digest, decision, POLICY, false, List.of());
    }

    private Ask ask(int number, AskCause cause, Instant at, List<Vote> votes) {
        Content content = Content.newBuilder()
                .setRequestId(request)
                .setPerson(person)
                .setResource(resource)
                .setRole("debugger")
                .setDurationSeconds(60)
                .setReason("payment 4711 is stuck")
                .setBreakGlass(false)
                .setSubmittedAt(at)
                .build();
        return Ask.newBuilder()
                .setNumber(number)
                .setCause(cause)
                .setAskedAt(at)
                .setPhase(Phase.OPEN)
                .setPolicyAtLeast(4L)
                .setContent(content)
                .setDigest(digest)
                .setSession(session(person, at))
                .setVotes(votes)
                .setWindows(List.of())
                .setStanding(Standing.newBuilder()
                        .setHolds(List.of())
                        .setOverdueReviews(0)
                        .setLocked(false)
                        .build())
                .build();
    }

    private static Session session(String subject, Instant at) {
        return Session.newBuilder()
                .setIdp("local")
                .setSubject(subject)
                .setAmr(List.of("pwd"))
                .setChannel(Channel.API)
                .setAt(at)
                .build();
    }

    private Meta meta(String topic, Instant at, String actor) {
        return meta(request, numbers.merge(topic, 1L, Long::sum), at, actor);
    }

    private static Meta meta(String aggregate, long sequence, Instant at, String actor) {
        ActorKind kind = actor.endsWith("-service") ? ActorKind.SERVICE : ActorKind.PERSON;
        return Meta.newBuilder()
                .setEventId(UUID.randomUUID())
                .setAggregate(aggregate)
                .setSequence(sequence)
                .setOccurredAt(at)
                .setActor(Actor.newBuilder()
                        .setKind(kind)
                        .setId(actor)
                        .setVia(Channel.API)
                        .build())
                .build();
    }
}
