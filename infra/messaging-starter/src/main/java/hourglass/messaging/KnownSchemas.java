package hourglass.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// What has been learnt from the registry. Ids never change their meaning, so nothing is ever forgotten.
interface KnownSchemas {
    /// The id under which a schema is written to a subject.
    OptionalInt id(String subject, Schema schema);

    /// The schema of an id.
    Optional<Schema> schema(int id);

    void learn(String subject, Schema schema, int id);

    void learn(int id, Schema schema);

    /// Knowledge for the life of the process, for a service without a database.
    final class InProcess implements KnownSchemas {
        private final Map<String, Map<Schema, Integer>> ids = new ConcurrentHashMap<>();
        private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

        @Override
        public OptionalInt id(String subject, Schema schema) {
            Integer id = ids.getOrDefault(subject, Map.of()).get(schema);
            return id == null ? OptionalInt.empty() : OptionalInt.of(id);
        }

        @Override
        public Optional<Schema> schema(int id) {
            return Optional.ofNullable(schemas.get(id));
        }

        @Override
        public void learn(String subject, Schema schema, int id) {
            ids.computeIfAbsent(subject, s -> new ConcurrentHashMap<>()).put(schema, id);
            schemas.put(id, schema);
        }

        @Override
        public void learn(int id, Schema schema) {
            schemas.put(id, schema);
        }
    }
}
