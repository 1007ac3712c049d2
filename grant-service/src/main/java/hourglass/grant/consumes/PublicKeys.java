package hourglass.grant.consumes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// P-256 public keys from a PEM file.
final class PublicKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private static final String WHAT_TO_DO =
            "Set hourglass.grant.allowance-key to the PEM file of policy-service's public P-256 key.";

    private PublicKeys() {}

    /// @throws IllegalStateException when the file can't be read or holds no such key, with what to do
    static List<ECPublicKey> read(Path file) {
        try {
            List<ECPublicKey> keys = new ArrayList<>();
            Matcher blocks = BLOCK.matcher(Files.readString(file));
            while (blocks.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(1));
                keys.add((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
            }
            if (keys.isEmpty()) {
                throw new IllegalStateException(file + " holds no PUBLIC KEY block. " + WHAT_TO_DO);
            }
            return keys;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " can't be read: " + e.getMessage() + ". " + WHAT_TO_DO, e);
        }
    }
}
