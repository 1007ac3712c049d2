package hourglass.local.stack;

import hourglass.local.parts.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One stack's data: locked while the stack lives, with a note of the processes that use it.
final class DataFolder implements AutoCloseable {
    /// Longer than the guard takes to end the children of a stack that was killed.
    static final Duration LEFTOVERS_PATIENCE = Duration.ofSeconds(8);

    private final Path folder;
    private final FileChannel channel;

    /// Locks a folder, made when absent, and waits until nothing of an earlier stack that was killed uses it.
    ///
    /// @param leftovers how long processes of an earlier stack may take to end before they are killed
    /// @throws IllegalStateException when another stack lives on it
    DataFolder(Path folder, Duration leftovers) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("lock");
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
            if (!locks()) {
                channel.close();
                throw new IllegalStateException("Hourglass is running on " + folder
                        + " already. Stop it there (Ctrl-C), or start on another folder.");
            }
            endLeftovers(leftovers);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use " + folder + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return folder;
    }

    Path log(Member member) {
        return folder.resolve("logs").resolve(member.partName() + ".log");
    }

    /// Writes down which processes run, for the next start.
    synchronized void note(List<Part> running) {
        StringBuilder lines = new StringBuilder();
        for (Part part : running) {
            started(part.pid())
                    .ifPresent(at ->
                            lines.append(part.pid()).append(' ').append(at).append('\n'));
        }
        try {
            Files.writeString(folder.resolve("pids"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write to " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve("pids"));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't unlock " + folder + ": " + e.getMessage(), e);
        }
    }

    private boolean locks() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another stack of this JVM
        }
    }

    /// The guard ends the children of a killed stack within some seconds; a child that is still there then is ended.
    private void endLeftovers(Duration patience) throws IOException {
        Path file = folder.resolve("pids");
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", 2);
            long pid = Long.parseLong(words[0]);
            Optional<ProcessHandle> leftover = ProcessHandle.of(pid);
            if (leftover.isPresent() && started(pid).map(Instant::toString).equals(Optional.of(words[1]))) {
                end(leftover.get(), patience);
            }
        }
        Files.delete(file);
    }

    private static void end(ProcessHandle leftover, Duration patience) {
        try {
            leftover.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            leftover.destroyForcibly();
            leftover.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Can't wait for process " + leftover.pid(), e);
        }
    }

    private static Optional<Instant> started(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }
}
