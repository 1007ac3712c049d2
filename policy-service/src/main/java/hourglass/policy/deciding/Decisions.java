package hourglass.policy.deciding;

import hourglass.policy.Decision;

/// Where answers go.
public interface Decisions {
    /// Publishes the answer, signed if it allows, and returns when it is safe. The same answer to the same ask is the
    /// same event, however often it is published.
    ///
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't take it
    void publish(ReceivedAsk asked, Decision answer);
}
