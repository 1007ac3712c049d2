package hourglass.policy;

import java.time.Instant;

/// A stage that a decision has opened, and when it did so first.
///
/// @param stage as the decision named it
public record Window(String stage, Instant openedAt) {}
