package hourglass.messaging;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/// The record types that a service's listeners handle. Other types of the contract are skipped by their `ce_type`
/// header without decoding; types unknown to the contract go to the dead letter topic.
///
/// @param byTopic the types handled, by topic; a topic that is not named is not filtered
public record WantedEvents(Map<String, Set<Class<? extends SpecificRecord>>> byTopic) {
    public WantedEvents {
        byTopic = Map.copyOf(byTopic);
    }

    /// None yet: add topics with [#and].
    public static WantedEvents none() {
        return new WantedEvents(Map.of());
    }

    /// These and `types` of `topic`.
    public WantedEvents and(String topic, List<Class<? extends SpecificRecord>> types) {
        Map<String, Set<Class<? extends SpecificRecord>>> more =
                byTopic.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        more.put(topic, Set.copyOf(types));
        return new WantedEvents(more);
    }

    boolean filters(String topic) {
        return byTopic.containsKey(topic);
    }

    boolean wants(String topic, Class<?> type) {
        return byTopic.getOrDefault(topic, Set.of()).contains(type);
    }
}
