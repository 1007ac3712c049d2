package hourglass.local.stack;

import java.time.Duration;

/// Hears how a start goes. Called by several threads, one at a time.
public interface Progress {
    /// One member serves.
    ///
    /// @param what its name
    /// @param after time since the start began
    void ready(String what, Duration after);

    /// A sentence that people should know.
    void note(String sentence);

    /// Tells nobody.
    static Progress silent() {
        return new Progress() {
            @Override
            public void ready(String what, Duration after) {}

            @Override
            public void note(String sentence) {}
        };
    }
}
