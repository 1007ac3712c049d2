package hourglass.policy.loading;

/// Who is told when something must be looked at. An alarm is raised once and stays until it is cleared.
public interface Alarms {
    /// The repository doesn't answer.
    String UNREACHABLE = "repository-unreachable";
    /// A set was accepted whose commit can't be had here.
    String NOT_HERE = "commit-not-here";
    /// A set was accepted that is another one when built here.
    String DIFFERS = "set-differs";
    /// The repository didn't answer for so long that nothing is decided.
    String OUTDATED = "repository-outdated";
    /// An ask comes from the future: a clock is wrong.
    String AHEAD = "ask-ahead";
    /// Loading failed for a reason of its own.
    String FAILED = "loading-failed";

    /// Raises an alarm, or keeps it raised.
    ///
    /// @param name one of the constants
    /// @param detail one sentence
    void raise(String name, String detail);

    /// Clears an alarm, if it is raised.
    void clear(String name);

    /// A commit was rejected.
    void rejected(RejectedCommit commit);
}
