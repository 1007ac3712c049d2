package hourglass.audit.log;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the log's private key from a PKCS#8 PEM file, as `openssl genpkey -algorithm ed25519` writes it.
public final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    private SigningKey() {}

    /// A signer for the log of that name.
    ///
    /// @throws MalformedException when the text holds no Ed25519 key
    public static NoteSigner read(String name, String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new MalformedException("The signing key must be a PEM file with a PRIVATE KEY (PKCS#8, Ed25519).");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            if (KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded))
                    instanceof EdECPrivateKey key) {
                return new NoteSigner(NoteKey.of(name, publicHalf(key)), key);
            }
            throw new MalformedException("The signing key holds no private part.");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            MalformedException malformed = new MalformedException("The signing key is not an Ed25519 key in PKCS#8.");
            malformed.initCause(e);
            throw malformed;
        }
    }

    /// The JDK derives a public key only while it makes a pair, from 32 random bytes: so it is given the key's own.
    private static PublicKey publicHalf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new MalformedException("The signing key is empty."));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, new Fixed(seed));
        return generator.generateKeyPair().getPublic();
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        }
    }
}
