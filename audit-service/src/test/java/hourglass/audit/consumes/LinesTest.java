package hourglass.audit.consumes;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.CancelReason;
import hourglass.events.Channel;
import hourglass.events.Meta;
import hourglass.events.RequestCancelled;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUESTER  | erin cancelled the request: not now",
                "OWNER      | erin cancelled the request, as the resource's owner: not now",
                "OPERATOR   | erin cancelled the request, as an operator: not now",
                "REPLACED   | erin replaced the request by r-2: not now",
                "UNANSWERED | Cancelled, because policy did not answer in time: not now",
                "LOCKED     | Cancelled, because its requester is locked: not now",
                "UNKNOWN    | Cancelled: not now"
            })
    void saysWhoCancelledARequestAndAsWhat(CancelReason reason, String line) {
        Meta meta = Meta.newBuilder()
                .setEventId(new UUID(7, 7))
                .setAggregate("r-1")
                .setSequence(2)
                .setOccurredAt(Instant.EPOCH)
                .setActor(new Actor(ActorKind.PERSON, "erin", "local", "e1", Channel.API))
                .build();

        assertThat(Lines.of(new RequestCancelled(meta, reason, "r-2", "not now"), "erin"))
                .isEqualTo(line);
    }
}
