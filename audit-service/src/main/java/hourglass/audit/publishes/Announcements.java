package hourglass.audit.publishes;

import hourglass.audit.store.Checkpoints;
import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.Channel;
import hourglass.events.CheckpointSigned;
import hourglass.events.Meta;
import hourglass.events.Topics;
import hourglass.messaging.Publisher;
import hourglass.messaging.RegistryUnavailableException;
import hourglass.messaging.RetryLater;
import hourglass.messaging.Uuids;
import hourglass.messaging.WrittenEvents;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody of signed checkpoints, on the topic that is kept for ever.
public final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Checkpoints checkpoints;
    private final Publisher publisher;
    private final String origin;
    private final InstantSource clock;

    /// Tells of the checkpoints of one log.
    ///
    /// @param origin the log's name, the record key
    public Announcements(Checkpoints checkpoints, Publisher publisher, String origin, InstantSource clock) {
        this.checkpoints = checkpoints;
        this.publisher = publisher;
        this.origin = origin;
        this.clock = clock;
    }

    /// The record types that are written.
    public static WrittenEvents writes() {
        return WrittenEvents.none().and(Topics.CHECKPOINTS, List.of(CheckpointSigned.class));
    }

    /// Sends what was begun before, then the newest one if it tells of anything new.
    ///
    /// Signing goes on when the topic can't be reached: it is tried again, with the same event.
    void announce() {
        try {
            checkpoints.unsent().ifPresent(this::send);
            if (checkpoints.announce(Uuids.v7(clock.instant()), Topics.CHECKPOINTS)) {
                checkpoints.unsent().ifPresent(this::send);
            }
        } catch (RetryLater | RegistryUnavailableException e) {
            LOG.warn(
                    "A checkpoint could not be sent to {} and will be sent again: {}",
                    Topics.CHECKPOINTS,
                    e.getMessage());
        }
    }

    private void send(Checkpoints.Announcement announcement) {
        Checkpoints.Signed checkpoint = announcement.checkpoint();
        Actor actor = Actor.newBuilder()
                .setKind(ActorKind.SERVICE)
                .setId("audit-service")
                .setVia(Channel.SYSTEM)
                .build();
        Meta meta = Meta.newBuilder()
                .setEventId(announcement.eventId())
                .setAggregate(origin)
                .setSequence(announcement.sequence())
                .setOccurredAt(checkpoint.signedAt())
                .setActor(actor)
                .build();
        publisher.send(
                Topics.CHECKPOINTS,
                origin,
                CheckpointSigned.newBuilder()
                        .setMeta(meta)
                        .setOrigin(origin)
                        .setSize(checkpoint.size())
                        .setRoot(ByteBuffer.wrap(announcement.root().bytes()))
                        .setNote(checkpoint.note())
                        .build());
        checkpoints.anchored(checkpoint.size(), "topic", clock.instant());
    }
}
