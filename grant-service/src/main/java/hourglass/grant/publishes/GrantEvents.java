package hourglass.grant.publishes;

import hourglass.events.ActorKind;
import hourglass.events.Binding;
import hourglass.events.Channel;
import hourglass.events.Grant;
import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEndReason;
import hourglass.events.GrantEnding;
import hourglass.events.GrantExpired;
import hourglass.events.GrantFailed;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.Meta;
import hourglass.events.Policy;
import hourglass.events.RevocationOverdue;
import hourglass.events.Topics;
import hourglass.grant.Actor;
import hourglass.grant.Announcement;
import hourglass.grant.Announcements;
import hourglass.grant.GrantEvent;
import hourglass.grant.Reason;
import hourglass.grant.RequestId;
import hourglass.grant.Terms;
import hourglass.messaging.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// Turns what happened to grants into the contract's records, in the transaction that stores the state.
public final class GrantEvents implements Announcements {
    private static final String SERVICE = "grant-service";

    private final Outbox outbox;

    public GrantEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(List<Announcement> announcements) {
        List<SpecificRecord> grants = new ArrayList<>();
        List<SpecificRecord> expiries = new ArrayList<>();
        for (Announcement announcement : announcements) {
            boolean expiry = announcement.event() instanceof GrantEvent.Expired;
            (expiry ? expiries : grants).add(record(announcement));
        }
        outbox.addAll(Topics.GRANTS, grants);
        outbox.addAll(Topics.EXPIRIES, expiries);
    }

    private static SpecificRecord record(Announcement announcement) {
        Meta meta = meta(announcement);
        return switch (announcement.event()) {
            case GrantEvent.Started e ->
                new GrantStarted(meta, grant(e.terms()), e.terms().startBy());
            case GrantEvent.Activated e -> activated(meta, e);
            case GrantEvent.Expired e ->
                new GrantExpired(
                        meta,
                        e.terms().person(),
                        e.terms().resource(),
                        e.terms().role(),
                        e.terms().account().target(),
                        e.terms().account().name(),
                        e.expiresAt());
            case GrantEvent.Ending e -> new GrantEnding(meta, grant(e.terms()), reason(e.reason()), e.dueAt());
            case GrantEvent.RevocationOverdue e ->
                new RevocationOverdue(meta, grant(e.terms()), e.dueAt(), e.attempts(), e.error());
            case GrantEvent.Revoked e -> revoked(meta, e);
            case GrantEvent.Failed e -> failed(meta, e);
            case GrantEvent.Closed e ->
                new GrantClosed(meta, grant(e.terms()), e.operators(), e.evidence(), e.leftover());
        };
    }

    private static GrantRevoked revoked(Meta meta, GrantEvent.Revoked e) {
        return new GrantRevoked(
                meta,
                grant(e.terms()),
                reason(e.reason()),
                e.startedAt(),
                e.activation().activatedAt(),
                e.activation().expiresAt(),
                e.dueAt(),
                e.verifiedAt(),
                e.removal().sessionsEnded(),
                e.removal().keptFor().stream().map(RequestId::text).toList(),
                e.removal().remaining());
    }

    private static GrantActivated activated(Meta meta, GrantEvent.Activated e) {
        return GrantActivated.newBuilder()
                .setMeta(meta)
                .setGrant(grant(e.terms()))
                .setStartedAt(e.startedAt())
                .setActivatedAt(e.activatedAt())
                .setExpiresAt(e.expiresAt())
                .build();
    }

    private static GrantFailed failed(Meta meta, GrantEvent.Failed e) {
        GrantFailed.Builder failed = GrantFailed.newBuilder()
                .setMeta(meta)
                .setReason(reason(e.reason()))
                .setDetail(e.detail());
        if (e.terms() != null) {
            failed.setGrant(grant(e.terms()));
        }
        if (e.startedAt() != null) {
            failed.setStartedAt(e.startedAt());
        }
        if (e.verifiedAt() != null) {
            failed.setVerifiedAt(e.verifiedAt());
        }
        return failed.build();
    }

    private static Meta meta(Announcement announcement) {
        Meta.Builder meta = Meta.newBuilder()
                .setEventId(announcement.eventId())
                .setAggregate(announcement.request().text())
                .setSequence(announcement.sequence())
                .setOccurredAt(announcement.occurredAt())
                .setActor(actor(announcement.actor()));
        if (announcement.causationId() != null) {
            meta.setCausationId(announcement.causationId());
        }
        return meta.build();
    }

    static hourglass.events.Actor actor(Actor actor) {
        hourglass.events.Actor.Builder built = hourglass.events.Actor.newBuilder();
        switch (actor) {
            case Actor.Service _ ->
                built.setKind(ActorKind.SERVICE).setId(SERVICE).setVia(Channel.SYSTEM);
            case Actor.Person person -> {
                built.setKind(ActorKind.PERSON).setId(person.id()).setVia(Channel.valueOf(person.via()));
                if (person.idp() != null) {
                    built.setIdp(person.idp());
                }
                if (person.subject() != null) {
                    built.setSubject(person.subject());
                }
            }
        }
        return built.build();
    }

    private static Grant grant(Terms terms) {
        return new Grant(
                terms.person(),
                terms.resource(),
                terms.role(),
                new Binding(terms.account().target(), terms.account().name(), List.copyOf(terms.entitlements())),
                terms.digest(),
                terms.decisionId(),
                new Policy(
                        terms.policy().serial(),
                        terms.policy().commit(),
                        terms.policy().tree(),
                        terms.policy().bundleDigest()),
                terms.breakGlass(),
                terms.obligations());
    }

    private static GrantEndReason reason(Reason reason) {
        return GrantEndReason.valueOf(reason.name());
    }
}
