package hourglass.cli;

/// What a signal that ends this program (Ctrl-C, `kill`, a closed terminal) leaves to be done. The process ends when it
/// is done, with 128 and the signal's number: 130 after Ctrl-C.
final class Interrupt implements AutoCloseable {

    private final Thread hook = new Thread(this::comes, "interrupt");
    private Runnable left = () -> {};
    private boolean came;

    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// From now on a signal leaves this to be done.
    ///
    /// @throws Failure when one has come already: nothing new may begin
    synchronized void leaves(Runnable task) {
        if (came) {
            throw new Failure(Exit.INTERRUPTED, "Interrupted.");
        }
        left = task;
    }

    private void comes() {
        Runnable task;
        synchronized (this) {
            came = true;
            task = left;
        }
        // Without the lock: it may take as long as a person's session.
        task.run();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // Too late to call it off: it is at work.
        }
    }
}
