package hourglass.messaging;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/// The record types that a service writes. Their schemas are registered, and their ids learnt, soon after the
/// start: even the first revocation of a service's life then goes through while the registry is down.
///
/// @param byTopic the types written, by topic
public record WrittenEvents(Map<String, Set<Class<? extends SpecificRecord>>> byTopic) {
    public WrittenEvents {
        byTopic = Map.copyOf(byTopic);
    }

    /// None yet: add topics with [#and].
    public static WrittenEvents none() {
        return new WrittenEvents(Map.of());
    }

    /// These and `types` of `topic`.
    public WrittenEvents and(String topic, List<Class<? extends SpecificRecord>> types) {
        Map<String, Set<Class<? extends SpecificRecord>>> more =
                byTopic.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        more.put(topic, Set.copyOf(types));
        return new WrittenEvents(more);
    }
}
