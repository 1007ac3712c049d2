package hourglass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One running child process with all that it forked.
public final class Child {
    private final Program program;
    private final Process process;

    private Child(Program program, Process process) {
        this.program = program;
        this.process = process;
    }

    /// Starts it; it ends with this process at the latest.
    ///
    /// @throws UncheckedIOException when the program can't be run at all
    public static Child start(Program program) {
        Path executable = Path.of(program.command().getFirst());
        if (executable.isAbsolute() && !Files.isExecutable(executable)) {
            throw new UncheckedIOException(
                    "Can't run " + program.name() + ": " + executable + " is no program.",
                    new NoSuchFileException(executable.toString()));
        }
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        Guard guard = Guard.get();
        try {
            Files.createDirectories(program.log().toAbsolutePath().getParent());
            Process process = builder.start();
            guard.watch(process.pid(), program.whenAbandoned());
            var _ = process.onExit().thenAccept(ended -> guard.forget(ended.pid()));
            process.getOutputStream().close();
            return new Child(program, process);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can't run " + program.command().getFirst() + " for " + program.name() + ": " + e.getMessage(), e);
        }
    }

    /// Process id.
    public long pid() {
        return process.pid();
    }

    /// Whether it runs (paused counts as running).
    public boolean alive() {
        return process.isAlive();
    }

    /// Waits at most so long for its end.
    ///
    /// @return whether it has ended
    public boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + program.name(), e);
        }
    }

    /// Its exit code; 128 + signal when a signal ended it.
    ///
    /// @throws IllegalThreadStateException while it runs
    public int exitCode() {
        return process.exitValue();
    }

    /// Asks it to end and kills it when it doesn't in time.
    ///
    /// @return whether it ended by itself
    public boolean stop(Duration patience) {
        if (!alive()) {
            return true;
        }
        program.stopBy().to(pid());
        if (endsWithin(patience)) {
            return true;
        }
        kill();
        return false;
    }

    /// `kill -9` to it and all that it forked; returns when they are gone.
    public void kill() {
        List<ProcessHandle> tree = tree();
        tree.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : tree) {
            one.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        // A handle can know of an end a moment before the process does.
        endsWithin(Duration.ofSeconds(10));
    }

    /// Freezes it and all that it forked (SIGSTOP).
    public void pause() {
        tree().forEach(one -> Signal.STOP.to(one.pid()));
    }

    /// Lets a paused one go on (SIGCONT).
    public void resume() {
        tree().forEach(one -> Signal.CONT.to(one.pid()));
    }

    /// Resident memory of it and all that it forked, in bytes, shared pages divided among their users; 0 where the
    /// platform doesn't say.
    public long memory() {
        return tree().stream().mapToLong(Memory::ofProcess).sum();
    }

    private List<ProcessHandle> tree() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return Stream.concat(Stream.of(process.toHandle()), descendants).toList();
        }
    }
}
