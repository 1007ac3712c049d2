package hourglass.policy.loading;

import hourglass.policy.PolicySet;

/// Publishes what became of a commit. Any number of instances may try; one at a time succeeds.
public interface PolicyAnnouncements {
    /// Publishes a set under its serial, with the catalog and directory records that it changes, all or nothing.
    ///
    /// @param accepted with the serial after the newest that the caller knows
    /// @param content what its catalog and directory are taken from
    /// @return false when another instance was first: nothing was published
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't answer; it may be there then
    boolean accept(AcceptedSet accepted, PolicySet content);

    /// Publishes the rejection of a commit, unless that stands on the topic already.
    ///
    /// @param serial the newest that the caller knows
    /// @return false when another instance published something meanwhile: nothing was published
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't answer; it may be there then
    boolean reject(RejectedCommit rejected, long serial);
}
