package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// All records of all topics, those of one key in the order of their log.
public final class History {
    private final Map<String, List<Told>> topics = new HashMap<>();
    private final Map<String, List<Told>> distinct = new HashMap<>();

    /// @param records of one key in order; topics may be mixed
    public History(List<Told> records) {
        records.forEach(record ->
                topics.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record));
        topics.forEach((topic, told) -> {
            Set<String> seen = new HashSet<>();
            distinct.put(
                    topic,
                    told.stream().filter(record -> seen.add(record.eventId())).toList());
        });
    }

    /// Everything on a topic, repeats too.
    List<Told> raw(String topic) {
        return topics.getOrDefault(topic, List.of());
    }

    /// The events of a topic, each once.
    List<Told> on(String topic) {
        return distinct.getOrDefault(topic, List.of());
    }

    /// The events of one type, each once.
    List<Told> on(String topic, String type) {
        return on(topic).stream().filter(record -> record.is(type)).toList();
    }

    /// The events of a topic by their key, each once.
    Map<String, List<Told>> byKey(String topic) {
        Map<String, List<Told>> keys = new LinkedHashMap<>();
        on(topic)
                .forEach(record -> keys.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                        .add(record));
        return keys;
    }

    /// The events of one key of a topic, each once.
    List<Told> of(String topic, String key) {
        return on(topic).stream().filter(record -> record.key().equals(key)).toList();
    }

    /// The only event of that type and key, if there is one.
    Optional<Told> the(String topic, String key, String type) {
        return of(topic, key).stream().filter(record -> record.is(type)).findFirst();
    }

    /// Every request put before policy.
    List<Told> asks() {
        return on(Topics.REQUESTS).stream().filter(record -> record.has("/ask")).toList();
    }

    /// The answer that counts to each ask, which is the first in the log, by the ask's event id.
    Map<String, Told> answers() {
        Map<String, Told> answers = new LinkedHashMap<>();
        on(Topics.DECISIONS).forEach(answer -> answers.putIfAbsent(answer.causationId(), answer));
        return answers;
    }

    /// Who an identity belongs to, by the newest directory that says so.
    Map<String, String> people() {
        Map<String, String> people = new HashMap<>();
        for (Told person : on(Topics.DIRECTORY)) {
            for (JsonNode identity : person.all("/identities")) {
                people.put(identity(identity), person.key());
            }
        }
        return people;
    }

    /// `target account entitlement` of every grant that has begun and is not over.
    public Set<String> unfinished() {
        Set<String> unfinished = new HashSet<>();
        byKey(Topics.GRANTS).values().stream()
                .filter(events -> events.getFirst().is("GrantStarted") && !Paths.isOver(events.getLast()))
                .map(events -> events.getFirst().body().at("/grant/binding"))
                .forEach(binding -> binding.path("entitlements")
                        .forEach(entitlement -> unfinished.add(String.join(
                                " ",
                                binding.path("target").asString(""),
                                binding.path("account").asString(""),
                                entitlement.asString("")))));
        return unfinished;
    }

    static String identity(JsonNode session) {
        return session.path("idp").asString("") + ":" + session.path("subject").asString("");
    }

    /// The last moment that anything speaks of.
    Instant end() {
        return topics.values().stream()
                .flatMap(List::stream)
                .map(Told::at)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
