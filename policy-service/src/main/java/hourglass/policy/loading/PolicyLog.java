package hourglass.policy.loading;

/// What was published about policy sets.
public interface PolicyLog {
    /// Everything that is committed on the topic at this moment.
    ///
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't answer
    PolicyHistory readToEnd();
}
