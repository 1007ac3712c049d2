package hourglass.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// Which record types the contract has on which topic. A type that is not listed here is unknown to the contract and
/// goes to the dead letter topic.
public final class TopicRecords {
    private static final Map<String, List<Class<? extends SpecificRecord>>> BY_TOPIC = Map.ofEntries(
            Map.entry(
                    Topics.REQUESTS,
                    List.of(
                            AccessRequested.class,
                            RequestResumed.class,
                            EvaluationAsked.class,
                            ApprovalRecorded.class,
                            RequestCancelled.class,
                            GrantOrdered.class,
                            EndRequested.class,
                            ReviewOpened.class,
                            ReviewRecorded.class,
                            ReviewOverdue.class)),
            Map.entry(Topics.DECISIONS, List.of(AccessDecided.class)),
            Map.entry(
                    Topics.GRANTS,
                    List.of(
                            GrantStarted.class,
                            GrantActivated.class,
                            GrantEnding.class,
                            RevocationOverdue.class,
                            GrantRevoked.class,
                            GrantFailed.class,
                            GrantClosed.class)),
            Map.entry(Topics.EXPIRIES, List.of(GrantExpired.class)),
            Map.entry(Topics.DRIFT, List.of(DriftFound.class, DriftCleared.class)),
            Map.entry(Topics.CATALOG, List.of(ResourcePublished.class)),
            Map.entry(Topics.DIRECTORY, List.of(PersonPublished.class)),
            Map.entry(Topics.POLICIES, List.of(PolicySetAccepted.class, PolicySetRejected.class)),
            Map.entry(Topics.PEOPLE, List.of(AttemptRefused.class, PersonLocked.class, PersonUnlocked.class)),
            Map.entry(Topics.HEARTBEATS, List.of(Heartbeat.class)),
            Map.entry(Topics.CHECKPOINTS, List.of(CheckpointSigned.class)));

    private TopicRecords() {}

    /// The record types of one topic, empty for a topic that is not in the contract.
    public static List<Class<? extends SpecificRecord>> on(String topic) {
        return BY_TOPIC.getOrDefault(topic, List.of());
    }

    /// The type of that full name on a topic (the `ce_type` header), if the contract has it there.
    public static Optional<Class<? extends SpecificRecord>> find(String topic, String fullName) {
        return on(topic).stream()
                .filter(type -> type.getName().equals(fullName))
                .findFirst();
    }

    /// The schema of a record type.
    public static Schema schema(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
