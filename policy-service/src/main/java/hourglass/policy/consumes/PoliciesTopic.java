package hourglass.policy.consumes;

import hourglass.events.PolicySetAccepted;
import hourglass.events.PolicySetRejected;
import hourglass.events.Topics;
import hourglass.policy.PolicyRef;
import hourglass.policy.loading.AcceptedSet;
import hourglass.policy.loading.PolicyEvent;
import hourglass.policy.loading.PolicyHistory;
import hourglass.policy.loading.PolicyLog;
import hourglass.policy.loading.RejectedCommit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

/// Hears `hourglass.policies`, from its beginning: the order of policy sets is what stands there.
@Component
public final class PoliciesTopic implements PolicyLog, AutoCloseable {
    private final WholeTopic topic;
    private final List<PolicyEvent> events = new ArrayList<>();
    private PolicyHistory history = PolicyHistory.EMPTY;

    public PoliciesTopic(WholeTopics topics) {
        topic = topics.open(Topics.POLICIES, (key, event) -> on(event));
    }

    @Override
    public synchronized PolicyHistory readToEnd() {
        topic.readToEnd();
        if (events.size() > history.sequence()) {
            history = new PolicyHistory(events);
        }
        return history;
    }

    private void on(SpecificRecord event) {
        switch (event) {
            case PolicySetAccepted accepted -> events.add(set(accepted));
            case PolicySetRejected rejected -> events.add(commit(rejected));
            default ->
                throw new IllegalArgumentException("A " + event.getSchema().getName() + " has no place here.");
        }
    }

    private static AcceptedSet set(PolicySetAccepted accepted) {
        hourglass.events.Policy policy = accepted.getPolicy();
        return new AcceptedSet(
                new PolicyRef(policy.getSerial(), policy.getCommit(), policy.getTree(), policy.getBundleDigest()),
                accepted.getPreviousCommit(),
                accepted.getSigners(),
                accepted.getDocuments(),
                accepted.getPeople(),
                accepted.getFetchedAt(),
                accepted.getMeta().getOccurredAt());
    }

    private static RejectedCommit commit(PolicySetRejected rejected) {
        return new RejectedCommit(
                rejected.getCommit(),
                rejected.getStage(),
                rejected.getCode(),
                rejected.getReason(),
                rejected.getFile().map(file -> place(rejected, file)),
                rejected.getMeta().getOccurredAt());
    }

    private static RejectedCommit.Place place(PolicySetRejected rejected, String file) {
        return new RejectedCommit.Place(
                file, rejected.getLine().orElse(1), rejected.getColumn().orElse(1));
    }

    @Override
    public void close() {
        topic.close();
    }
}
