package hourglass.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hourglass.events.Headers;
import hourglass.events.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;

/// What comes together is handled together, and what fails takes nothing with it.
class PolledListenersTest extends ListenersTest {
    PolledListenersTest() {
        super(TestListener.Polled.class);
    }

    @Test
    void handlesWhatComesTogetherTogetherEachInItsOwnTrace() {
        List<String> keys = keys("joint");
        whileStopped(() -> keys.forEach(key -> publisher.send(Topics.PEOPLE, key, Events.locked(key, "left"))));

        await().until(() -> people.handled.containsAll(keys));
        assertThat(people.handled).containsExactlyElementsOf(keys);
        assertThat(((TestListener.PolledPeople) people).together).anyMatch(some -> some.size() > 1);
        assertThat(people.traces).doesNotHaveDuplicates().hasSize(keys.size());
    }

    @Test
    void handlesTheOthersOnceAndInOrderWhenOneOfThemAlwaysFails() {
        byte[] failing = codec.write(Topics.PEOPLE, Events.locked("always", "fails always"));
        whileStopped(() -> {
            publisher.send(Topics.PEOPLE, "before", Events.locked("before", "left"));
            kafka.send(headed("always", "hourglass.events.PersonLocked", failing))
                    .join();
            publisher.send(Topics.PEOPLE, "between", Events.locked("between", "fails once"));
            publisher.send(Topics.PEOPLE, "behind", Events.locked("behind", "left"));
        });

        assertThat(letterOf("always").value()).isEqualTo(failing);
        assertThat(people.tries.get("always")).hasValue(10);
        await().until(() -> people.handled.contains("behind"));
        assertThat(people.handled).containsExactly("before", "between", "behind");
    }

    @Test
    void putsPoisonAsideThatComesAmongOthers() {
        byte[] poison = {9, 9, 9};
        whileStopped(() -> {
            publisher.send(Topics.PEOPLE, "sound", Events.locked("sound", "left"));
            kafka.send(headed("toxic", "hourglass.events.PersonLocked", poison)).join();
            publisher.send(Topics.PEOPLE, "healthy", Events.locked("healthy", "left"));
        });

        assertThat(letterOf("toxic").value()).isEqualTo(poison);
        await().until(() -> people.handled.contains("healthy"));
        assertThat(people.handled).containsExactly("sound", "healthy");
    }

    @Test
    void aRecordThatIsWaitedForHoldsUpItsOwnPartitionOnly() {
        ConsumerRecord<String, byte[]> awaited = record(0, 1, "awaited", "not yet");
        List<ConsumerRecord<String, byte[]>> records = List.of(
                record(0, 0, "ahead", "left"),
                awaited,
                record(0, 2, "following", "left"),
                record(1, 0, "elsewhere", "left"));
        TestListener.PolledPeople handler = (TestListener.PolledPeople) people;

        assertThatThrownBy(() -> service.getBean(PolledRecords.class).handle(records, handler))
                .isInstanceOfSatisfying(
                        BatchListenerFailedException.class,
                        failure -> assertThat(failure.getRecord()).isSameAs(awaited));

        assertThat(people.handled).containsExactly("ahead", "elsewhere");
    }

    private ConsumerRecord<String, byte[]> record(int partition, long offset, String key, String reason) {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked(key, reason));
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.PEOPLE, partition, offset, key, value);
        record.headers().add(Headers.TYPE, "hourglass.events.PersonLocked".getBytes(UTF_8));
        return record;
    }

    private static List<String> keys(String prefix) {
        return IntStream.range(0, 20).mapToObj(i -> prefix + i).toList();
    }

    /// So that it all comes with one poll.
    private void whileStopped(Runnable send) {
        MessageListenerContainer container = service.getBean(KafkaListenerEndpointRegistry.class)
                .getListenerContainers()
                .iterator()
                .next();
        container.stop();
        send.run();
        container.start();
    }
}
