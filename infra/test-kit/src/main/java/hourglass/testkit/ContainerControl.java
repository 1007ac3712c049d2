package hourglass.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;

/// Breaks and mends a container. Its published port is fixed, so that it comes back at the same address.
final class ContainerControl implements Breakable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericContainer<?> container;
    private final BooleanSupplier answers;

    ContainerControl(GenericContainer<?> container, BooleanSupplier answers) {
        this.container = container;
        this.answers = answers;
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitAnswer();
    }

    void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(container.getDockerImageName() + " doesn't answer after "
                        + PATIENCE.toSeconds() + " s. Its log:\n" + container.getLogs());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
