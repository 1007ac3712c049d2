package hourglass.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {

    @Test
    void shipsThePeopleOfTheSeedWithTheirRoles() {
        People people = People.shipped();
        assertThat(people.all()).hasSize(14);
        assertThat(people.byKey("frank").orElseThrow().roles()).containsExactly("operator");
        assertThat(people.bySubject("a9").orElseThrow().key()).isEqualTo("alice-admin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - { key: a, name: A, subject: s, does: d, admin: true }                         | unknown field admin
            - { key: a, name: A, subject: s, does: d, roles: [root] }                       | no such role: root
            - { key: A, name: A, subject: s, does: d }                                      | lower-case letters
            - { key: a, name: A, does: d }                                                  | subject must be a text
            [ {key: a, name: A, subject: s, does: d}, {key: b, name: B, subject: s, does: d} ] | subject s is there twice
            """)
    void saysWhichEntryIsWrong(String entries, String why, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("people.yaml");
        Files.writeString(file, "people:\n  " + entries + "\n");
        assertThatThrownBy(() -> People.from(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(file.toString());
    }
}
