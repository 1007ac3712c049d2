package hourglass.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.GrantExpired;
import hourglass.events.PersonLocked;
import hourglass.events.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaLearningTest {
    @Test
    void learnsTheOthersWhileOneIsRefusedAndTriesThatOneAgain() {
        Refusing known = new Refusing();
        Codec codec = new Codec(new Registry(CodecTest.settings("http://localhost:1")), known);
        SchemaLearning learning = new SchemaLearning(
                codec,
                WrittenEvents.none().and(Topics.EXPIRIES, List.of(GrantExpired.class)),
                WantedEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class)));

        assertThat(learning.learn()).isFalse();
        assertThat(known.given).containsExactly(Codec.subject(Topics.PEOPLE, PersonLocked.SCHEMA$));
        assertThat(learning.unwritable()).containsExactly(Codec.subject(Topics.EXPIRIES, GrantExpired.SCHEMA$));

        known.refused = "";
        assertThat(learning.learn()).isTrue();
        assertThat(known.given).contains(Codec.subject(Topics.EXPIRIES, GrantExpired.SCHEMA$));
        assertThat(learning.unwritable()).isEmpty();
    }

    @Test
    void canWriteAlthoughASchemaThatItOnlyReadsIsMissing() {
        Refusing known = new Refusing();
        known.refused = Codec.subject(Topics.PEOPLE, PersonLocked.SCHEMA$);
        SchemaLearning learning = new SchemaLearning(
                new Codec(new Registry(CodecTest.settings("http://localhost:1")), known),
                WrittenEvents.none().and(Topics.EXPIRIES, List.of(GrantExpired.class)),
                WantedEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class)));

        assertThat(learning.learn()).isFalse();
        assertThat(learning.unwritable()).isEmpty();
    }

    /// Knows everything, but fails for one subject as the registry does when it refuses a schema.
    private static final class Refusing implements KnownSchemas {
        private final Set<String> given = new HashSet<>();
        private String refused = Codec.subject(Topics.EXPIRIES, GrantExpired.SCHEMA$);

        @Override
        public OptionalInt id(String subject, Schema schema) {
            if (subject.equals(refused)) {
                throw new IllegalStateException("refused");
            }
            given.add(subject);
            return OptionalInt.of(1);
        }

        @Override
        public Optional<Schema> schema(int id) {
            return Optional.empty();
        }

        @Override
        public void learn(String subject, Schema schema, int id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void learn(int id, Schema schema) {
            throw new UnsupportedOperationException();
        }
    }
}
