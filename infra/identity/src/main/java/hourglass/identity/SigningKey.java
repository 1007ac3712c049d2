package hourglass.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/// The key that signs tokens. It is made at the first start and kept in a file of its owner's only, so that tokens
/// outlive a restart.
final class SigningKey {

    private SigningKey() {}

    /// @param folder where `signing-key.json` is or will be
    /// @throws IllegalStateException when the file is there and isn't a private key
    static RSAKey in(Path folder) throws IOException {
        Path file = folder.resolve("signing-key.json");
        if (Files.exists(file)) {
            return read(file);
        }
        RSAKey key = generate();
        PrivateFile.write(file, key.toJSONString());
        return key;
    }

    private static RSAKey read(Path file) throws IOException {
        try {
            RSAKey key = RSAKey.parse(Files.readString(file));
            if (key.isPrivate()) {
                return key;
            }
        } catch (ParseException damaged) {
            throw new IllegalStateException(file + " is damaged; delete it to have a new key made", damaged);
        }
        throw new IllegalStateException(file + " holds no private key; delete it to have a new one made");
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This JDK can't make RSA keys", impossible);
        }
    }
}
