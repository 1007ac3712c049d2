package hourglass.testkit;

import hourglass.local.parts.Jvm;
import hourglass.local.parts.KafkaAdmin;
import hourglass.local.parts.KafkaBroker;
import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import java.nio.file.Path;

/// A broker as a child process, its data in a folder that goes with this JVM.
final class EmbeddedKafka implements TestBroker {
    private final KafkaAdmin admin = new KafkaAdmin("localhost", FreePorts.any());
    private final KafkaBroker broker;

    EmbeddedKafka() {
        Path folder = Scratch.directory();
        broker = new KafkaBroker(
                folder.resolve("kafka"), admin.port(), FreePorts.any(), folder.resolve("kafka.log"), Jvm.QUICK_START);
        broker.start();
    }

    @Override
    public KafkaAdmin admin() {
        return admin;
    }

    @Override
    public void pause() {
        broker.part().pause();
    }

    @Override
    public void resume() {
        broker.part().resume();
    }

    @Override
    public void stop() {
        broker.part().stop();
    }

    @Override
    public void kill() {
        broker.part().kill();
    }

    @Override
    public void start() {
        broker.start();
    }
}
