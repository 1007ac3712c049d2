package hourglass.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/// The stack's own keys, made at the first start and kept with its data, readable by their owner only.
///
/// @param allowancePrivate P-256, PKCS#8 PEM: policy-service signs allowances with it
/// @param allowancePublic SubjectPublicKeyInfo PEM: grant-service checks them with it
/// @param logSigning Ed25519, PKCS#8 PEM: audit-service signs checkpoints with it
/// @param serviceSecret what request-service shows to the identity provider, 32 hexadecimal digits
record Keys(Path allowancePrivate, Path allowancePublic, Path logSigning, String serviceSecret) {
    /// Those in a folder; what isn't there is made.
    static Keys in(Path folder) {
        Path allowancePrivate = folder.resolve("allowance.pem");
        Path allowancePublic = folder.resolve("allowance-public.pem");
        Path logSigning = folder.resolve("log-signing.pem");
        Path secret = folder.resolve("service-secret");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(allowancePublic)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                write(allowancePrivate, pem("PRIVATE KEY", pair.getPrivate()));
                write(allowancePublic, pem("PUBLIC KEY", pair.getPublic()));
            }
            if (!Files.exists(logSigning)) {
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                write(logSigning, pem("PRIVATE KEY", pair.getPrivate()));
            }
            if (!Files.exists(secret)) {
                byte[] random = new byte[16];
                new SecureRandom().nextBytes(random);
                write(secret, HexFormat.of().formatHex(random));
            }
            return new Keys(allowancePrivate, allowancePublic, logSigning, Files.readString(secret));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep keys in " + folder + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK can't make P-256 and Ed25519 keys", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String pem(String kind, Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
