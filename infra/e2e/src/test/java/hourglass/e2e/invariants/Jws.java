package hourglass.e2e.invariants;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compact JWS with ES256 (RFC 7515, RFC 7518 3.4), with the JDK alone.
final class Jws {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Jws() {}

    /// What it says, if it is signed by that key.
    static Optional<JsonNode> claims(String compact, PublicKey key) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            boolean good = json(parts[0]).path("alg").asString("").equals("ES256")
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
            return good ? Optional.of(json(parts[1])) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
