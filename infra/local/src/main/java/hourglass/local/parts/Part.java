package hourglass.local.parts;

import hourglass.local.process.Child;
import hourglass.local.process.Program;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One part of the stack: a process that can be started, stopped, killed, frozen and started again on its data.
/// Safe for use by several threads; a start that waits for readiness doesn't hold up a kill.
public final class Part {
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    /// For one that is still starting: Spring Boot closes only once its start is over, and nothing is lost by a kill.
    private static final Duration STARTING_PATIENCE = Duration.ofSeconds(1);

    private final Program program;
    private final BooleanSupplier ready;
    private final Duration startPatience;
    private @Nullable Child child;
    private volatile boolean served;

    /// A part that is not started yet.
    ///
    /// @param program how it is run
    /// @param ready whether it serves; asked every 25 ms while it starts, must answer in about a second
    /// @param startPatience how long a start may take
    public Part(Program program, BooleanSupplier ready, Duration startPatience) {
        this.program = program;
        this.ready = ready;
        this.startPatience = startPatience;
    }

    /// What people call it, such as `kafka`.
    public String name() {
        return program.name();
    }

    /// Starts it and waits until it serves. One that runs is left alone.
    ///
    /// @throws PartFailedException when it ends or doesn't serve in time
    public Part start() {
        launch();
        awaitReady();
        return this;
    }

    /// Starts the process without waiting.
    public synchronized void launch() {
        if (!alive()) {
            served = false;
            child = Child.start(program);
        }
    }

    /// Waits until it serves.
    ///
    /// @throws PartFailedException when it ends or doesn't serve in time
    public void awaitReady() {
        long deadline = System.nanoTime() + startPatience.toNanos();
        Child started = started();
        while (!ready.getAsBoolean()) {
            if (started.endsWithin(LOOK)) {
                throw failed("ended with code " + started.exitCode() + " before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed("was not ready after " + startPatience.toSeconds() + " s");
            }
        }
        if (!started.alive()) {
            throw failed("ended with code " + started.exitCode() + " while somebody else answers at its address");
        }
        served = true;
    }

    /// Whether the process runs; a paused one does.
    public synchronized boolean alive() {
        return child != null && child.alive();
    }

    /// Stops it in good order; kills it after 20 s, or after one when it has not served yet.
    public void stop() {
        Child running = running();
        if (running != null) {
            running.stop(served ? STOP_PATIENCE : STARTING_PATIENCE);
        }
    }

    /// `kill -9`; returns when it is gone.
    public void kill() {
        Child running = running();
        if (running != null) {
            running.kill();
        }
    }

    /// Freezes it as a hanging machine would.
    public void pause() {
        started().pause();
    }

    /// Ends a pause.
    public void resume() {
        started().resume();
    }

    /// Process id of a running part.
    public long pid() {
        return started().pid();
    }

    /// Resident bytes, shared pages divided among their users; 0 when it doesn't run or the platform doesn't say.
    public long memory() {
        Child running = running();
        return running == null ? 0 : running.memory();
    }

    private PartFailedException failed(String what) {
        return new PartFailedException(name(), what, program.log());
    }

    private synchronized @Nullable Child running() {
        return alive() ? child : null;
    }

    private synchronized Child started() {
        if (child == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return child;
    }
}
