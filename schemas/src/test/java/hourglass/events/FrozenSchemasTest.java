package hourglass.events;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// FULL_TRANSITIVE, held in the build: every released version of every record can be read by the current one and the
/// other way round.
class FrozenSchemasTest {
    private static final Path FROZEN = Path.of("src", "main", "frozen");

    @Test
    void everyReleasedVersionReadsAndIsReadByTheCurrentOne() {
        for (Path file : frozenFiles()) {
            Schema frozen = parsed(file);
            Schema current = current(frozen.getFullName());
            assertThat(compatibility(current, frozen))
                    .as("current %s reads what %s wrote", frozen.getName(), file)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(frozen, current))
                    .as("%s reads what the current %s writes", file, frozen.getName())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @Test
    void everyRecordOfTheContractIsFrozenAsItIs() {
        Set<String> frozen = frozen();
        for (Schema current : contract()) {
            assertThat(frozen)
                    .as(
                            "%s changed: add a frozen copy with `mvn -pl schemas test -Dhourglass.schemas.freeze=VERSION`",
                            current.getFullName())
                    .contains(current.toString());
        }
    }

    @Test
    void aChangeThatWouldBreakReadersIsSeen() {
        Schema before = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}");
        Schema withRequiredField = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
                        + "{\"name\":\"b\",\"type\":\"string\"}]}");
        assertThat(compatibility(withRequiredField, before)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    /// Writes what is not yet frozen as a released version; run on purpose, by the property.
    @Test
    @EnabledIfSystemProperty(named = "hourglass.schemas.freeze", matches = "v[0-9]+")
    void freezes() throws IOException {
        Path version = Files.createDirectories(FROZEN.resolve(System.getProperty("hourglass.schemas.freeze")));
        Set<String> frozen = frozen();
        for (Schema schema : contract()) {
            if (!frozen.contains(schema.toString())) {
                Files.writeString(
                        version.resolve(schema.getName() + ".avsc"),
                        SchemaFormatter.format("json/pretty", schema) + "\n",
                        StandardOpenOption.CREATE_NEW);
            }
        }
    }

    private static Set<String> frozen() {
        return frozenFiles().stream()
                .map(FrozenSchemasTest::parsed)
                .map(Schema::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return checkReaderWriterCompatibility(reader, writer).getType();
    }

    private static List<Schema> contract() {
        return Topics.ALL.stream()
                .flatMap(topic -> TopicRecords.on(topic).stream())
                .map(TopicRecords::schema)
                .toList();
    }

    private static Schema current(String fullName) {
        return contract().stream()
                .filter(schema -> schema.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(fullName + " was released and must stay in the contract"));
    }

    private static List<Path> frozenFiles() {
        try (Stream<Path> files = Files.walk(FROZEN)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
            assertThat(found).as("frozen copies").isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + FROZEN, e);
        }
    }

    private static Schema parsed(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
