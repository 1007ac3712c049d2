package hourglass.request;

import hourglass.events.AccessDecided;
import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.Binding;
import hourglass.events.Channel;
import hourglass.events.Grant;
import hourglass.events.GrantActivated;
import hourglass.events.GrantEndReason;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.Identity;
import hourglass.events.Mend;
import hourglass.events.Meta;
import hourglass.events.PersonPublished;
import hourglass.events.Policy;
import hourglass.events.PolicySetAccepted;
import hourglass.events.ResourcePublished;
import hourglass.events.ReviewPlan;
import hourglass.events.RoleOffered;
import hourglass.events.Stage;
import hourglass.events.VoteOutcome;
import hourglass.events.VoteResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Events of other services, as they come over Kafka.
final class ContractEvents {
    private ContractEvents() {}

    static Meta meta(String key, long sequence, String service, UUID eventId) {
        return Meta.newBuilder()
                .setEventId(eventId)
                .setAggregate(key)
                .setSequence(sequence)
                .setOccurredAt(Fixtures.NINE.plusSeconds(sequence))
                .setActor(Actor.newBuilder()
                        .setKind(ActorKind.SERVICE)
                        .setId(service)
                        .setVia(Channel.SYSTEM)
                        .build())
                .build();
    }

    static AccessDecided decided(RequestId id, Decision decision) {
        Decision.ReviewPlan review = decision.review();
        return AccessDecided.newBuilder()
                .setMeta(meta(id.value(), decision.ask(), "policy-service", decision.id()))
                .setDigest(decision.digest())
                .setAskCause(hourglass.events.AskCause.SUBMITTED)
                .setAskedAt(decision.askedAt())
                .setOutcome(hourglass.events.Outcome.valueOf(decision.outcome().name()))
                .setCause(decision.cause() == null ? null : hourglass.events.DecisionCause.valueOf(decision.cause()))
                .setMend(
                        decision.mend() == null
                                ? null
                                : Mend.valueOf(decision.mend().name()))
                .setWay(decision.way())
                .setFailed(decision.failed())
                .setUnknown(decision.unknown())
                .setBreakGlass(decision.breakGlass())
                .setPolicy(policy(decision.policy().serial()))
                .setEngine("test")
                .setInputs("{}")
                .setConditions(List.of())
                .setStages(decision.stages().stream()
                        .map(stage -> new Stage(
                                stage.stage(),
                                stage.from(),
                                stage.asked(),
                                stage.need(),
                                stage.have(),
                                stage.openedAt(),
                                stage.closesAt(),
                                stage.escalated()))
                        .toList())
                .setMissing(decision.missing())
                .setVotes(decision.votes().stream()
                        .map(vote -> new VoteResult(
                                vote.vote(), VoteOutcome.valueOf(vote.outcome().name())))
                        .toList())
                .setGrantedSeconds(decision.granted() == null ? null : 1800)
                .setMaxSeconds(decision.max() == null ? null : 1800)
                .setNotAfter(decision.notAfter())
                .setStartsAt(decision.startsAt())
                .setStartBy(decision.startBy())
                .setAskAgainAt(decision.askAgainAt())
                .setBinding(decision.binding() == null ? null : binding())
                .setObligations(decision.obligations())
                .setNotify(decision.notified())
                .setReview(
                        review == null
                                ? null
                                : new ReviewPlan(review.from(), review.people(), review.need(), (int)
                                        review.within().toSeconds()))
                .setWatch(decision.watch())
                .setAllowance(decision.allowance())
                .setResultDigest("r".repeat(64))
                .build();
    }

    static Policy policy(long serial) {
        return new Policy(serial, "c0ffee", "7ree", "b".repeat(64));
    }

    static PolicySetAccepted accepted(long serial) {
        return PolicySetAccepted.newBuilder()
                .setMeta(meta("policies", serial, "policy-service", UUID.randomUUID()))
                .setPolicy(policy(serial))
                .setSigners(List.of())
                .setDocuments(1)
                .setPeople(1)
                .setFetchedAt(Fixtures.NINE)
                .build();
    }

    static PersonPublished person(String id, long serial, boolean active) {
        return PersonPublished.newBuilder()
                .setMeta(meta(id, serial, "policy-service", UUID.randomUUID()))
                .setSerial(serial)
                .setRemoved(false)
                .setActive(active)
                .setName(id)
                .setIdentities(List.of(new Identity("local", id + "-subject")))
                .setGroups(List.of())
                .build();
    }

    static ResourcePublished resource(String id, long serial, boolean removed) {
        return ResourcePublished.newBuilder()
                .setMeta(meta(id, serial, "policy-service", UUID.randomUUID()))
                .setSerial(serial)
                .setRemoved(removed)
                .setType("database")
                .setTitle(id)
                .setOwner("group:payments-leads")
                .setLabels(Map.of())
                .setRoles(List.of(RoleOffered.newBuilder()
                        .setRole("reader")
                        .setTitle("Reader")
                        .setAllows("Read rows.")
                        .setTarget("staging-db")
                        .setEntitlements(List.of("payments_staging_reader"))
                        .setMeets(List.of())
                        .setStanding(List.of())
                        .setDrift(hourglass.events.DriftAction.REPORT)
                        .setDefaultSeconds(3_600)
                        .setMaxSeconds(14_400)
                        .setBreakGlass(true)
                        .build()))
                .build();
    }

    static GrantStarted started(RequestId id, long sequence) {
        return new GrantStarted(grantMeta(id, sequence), grant(), Fixtures.NINE.plusSeconds(180));
    }

    static GrantActivated activated(RequestId id, long sequence) {
        Instant at = Fixtures.activation().activatedAt();
        return new GrantActivated(
                grantMeta(id, sequence),
                grant(),
                Fixtures.activation().startedAt(),
                at,
                Fixtures.activation().expiresAt(),
                null);
    }

    static GrantRevoked revoked(RequestId id, long sequence) {
        Instant due = Fixtures.activation().expiresAt();
        return new GrantRevoked(
                grantMeta(id, sequence),
                grant(),
                GrantEndReason.EXPIRED,
                Fixtures.activation().startedAt(),
                Fixtures.activation().activatedAt(),
                due,
                due,
                due.plusMillis(210),
                1,
                List.of(),
                List.of());
    }

    private static Meta grantMeta(RequestId id, long sequence) {
        return meta(id.value(), sequence, "grant-service", UUID.randomUUID());
    }

    private static Grant grant() {
        return new Grant(
                "alice",
                "payments-staging",
                "reader",
                binding(),
                Fixtures.DIGEST,
                UUID.randomUUID(),
                policy(1),
                false,
                List.of());
    }

    private static Binding binding() {
        return new Binding("staging-db", "alice", List.of("payments_staging_reader"));
    }
}
