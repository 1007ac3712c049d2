package hourglass.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every case of transparency-dev/merkle's test data, kept beside this test with its licence.
class PublicVectorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Path> inclusion() throws IOException, URISyntaxException {
        return files("inclusion");
    }

    static Stream<Path> consistency() throws IOException, URISyntaxException {
        return files("consistency");
    }

    @ParameterizedTest
    @MethodSource("inclusion")
    void judgesInclusionAsTheVectorSays(Path file) {
        JsonNode vector = JSON.readTree(file);
        boolean proved = Proofs.includes(
                vector.get("leafIdx").bigIntegerValue().longValue(),
                vector.get("treeSize").bigIntegerValue().longValue(),
                hash(vector.get("leafHash")),
                hashes(vector.get("proof")),
                hash(vector.get("root")));
        assertThat(proved).isEqualTo(!vector.get("wantErr").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("consistency")
    void judgesConsistencyAsTheVectorSays(Path file) {
        JsonNode vector = JSON.readTree(file);
        boolean proved = Proofs.consistent(
                vector.get("size1").asLong(),
                vector.get("size2").asLong(),
                hashes(vector.get("proof")),
                hash(vector.get("root1")),
                hash(vector.get("root2")));
        assertThat(proved).isEqualTo(!vector.get("wantErr").asBoolean());
    }

    @Test
    void hasAllVectors() throws Exception {
        assertThat(inclusion().count() + consistency().count()).isEqualTo(196);
    }

    private static Stream<Path> files(String kind) throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(PublicVectorsTest.class.getResource("/rfc6962/testdata/" + kind))
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    private static List<Hash> hashes(JsonNode proof) {
        List<Hash> hashes = new ArrayList<>();
        proof.forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    private static Hash hash(JsonNode base64) {
        return Hash.of(base64.isNull() ? new byte[0] : Base64.getDecoder().decode(base64.asString()));
    }
}
