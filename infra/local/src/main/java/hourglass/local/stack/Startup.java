package hourglass.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Steps that run as soon as what they need is done; the first failure ends the wait for all.
final class Startup {
    private final Executor threads;
    private final Progress progress;
    private final long begin = System.nanoTime();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> steps = new ArrayList<>();

    Startup(Executor threads, Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /// One step, for others to wait for.
    static final class Step {
        private final CompletableFuture<Void> done;

        private Step(CompletableFuture<Void> done) {
            this.done = done;
        }
    }

    /// A step that people hear of when it is done.
    Step step(String what, Runnable work, List<Step> after) {
        return quiet(
                () -> {
                    work.run();
                    tell(what);
                },
                after);
    }

    /// A step that nobody hears of.
    Step quiet(Runnable work, List<Step> after) {
        CompletableFuture<Void> done = CompletableFuture.allOf(
                        after.stream().map(step -> step.done).toArray(CompletableFuture[]::new))
                .thenRunAsync(work, threads)
                .whenComplete((nothing, thrown) -> {
                    if (thrown != null) {
                        failure.completeExceptionally(thrown);
                    }
                });
        steps.add(done);
        return new Step(done);
    }

    /// Waits for all steps.
    ///
    /// @throws RuntimeException what the first failed step threw
    void await() {
        CompletableFuture<Void> all = CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, failure).join();
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof RuntimeException told) {
                throw told;
            }
            throw e;
        }
    }

    Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private synchronized void tell(String what) {
        progress.ready(what, sinceBegin());
    }
}
