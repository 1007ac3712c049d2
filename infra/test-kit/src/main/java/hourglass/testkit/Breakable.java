package hourglass.testkit;

/// Something that tests can break and mend, whether it is a process or a container.
public interface Breakable {
    /// Freezes it: connections stay open and nothing answers.
    void pause();

    /// Ends a pause.
    void resume();

    /// Stops it in good order: connections are refused.
    void stop();

    /// `kill -9`, as when a machine dies.
    void kill();

    /// Starts it again on its data, at the same address, and waits until it answers.
    void start();
}
