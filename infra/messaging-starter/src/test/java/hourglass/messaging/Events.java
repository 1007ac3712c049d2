package hourglass.messaging;

import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.AttemptRefused;
import hourglass.events.Channel;
import hourglass.events.GrantExpired;
import hourglass.events.Meta;
import hourglass.events.PersonLocked;
import java.time.Instant;

/// Some events of the contract.
final class Events {
    static final Instant AT = Instant.parse("2026-11-24T09:00:03.120442Z");

    static {
        // Loads the codec, which makes the generated classes trusted: their builders need that, too.
        Codec.subject("any", PersonLocked.SCHEMA$);
    }

    private Events() {}

    static Meta meta(String key) {
        return Meta.newBuilder()
                .setEventId(Uuids.v7(AT))
                .setAggregate(key)
                .setSequence(1)
                .setOccurredAt(AT)
                .setActor(Actor.newBuilder()
                        .setKind(ActorKind.SERVICE)
                        .setId("test")
                        .setVia(Channel.SYSTEM)
                        .build())
                .build();
    }

    static GrantExpired expired(String key) {
        return GrantExpired.newBuilder()
                .setMeta(meta(key))
                .setPerson("alice")
                .setResource("payments-eu")
                .setRole("reader")
                .setTarget("production-db")
                .setAccount("alice")
                .setExpiresAt(AT)
                .build();
    }

    static PersonLocked locked(String key, String reason) {
        return PersonLocked.newBuilder().setMeta(meta(key)).setReason(reason).build();
    }

    static AttemptRefused refused(String key) {
        return AttemptRefused.newBuilder()
                .setMeta(meta(key))
                .setAction("approve")
                .setRule("own-request")
                .setProblem("/problems/own-request")
                .setCount(1)
                .setSince(AT)
                .build();
    }
}
