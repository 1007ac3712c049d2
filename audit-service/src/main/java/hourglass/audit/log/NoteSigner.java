package hourglass.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/// Signs notes with the log's Ed25519 key.
public final class NoteSigner {
    private final NoteKey publicHalf;
    private final PrivateKey key;

    /// Signs with `key`, whose other half is `publicHalf`.
    ///
    /// @throws MalformedException when the two halves don't belong together
    public NoteSigner(NoteKey publicHalf, PrivateKey key) {
        this.publicHalf = publicHalf;
        this.key = key;
        byte[] probe = "hourglass".getBytes(StandardCharsets.UTF_8);
        if (!publicHalf.verifies(probe, signature(probe))) {
            throw new MalformedException("The log's private key does not belong to " + publicHalf + ".");
        }
    }

    public NoteKey key() {
        return publicHalf;
    }

    /// The whole note: text, empty line, one signature line.
    ///
    /// @param text ends in a newline
    public String sign(String text) {
        SignedNote.checkText(text);
        byte[] signature = signature(text.getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(4 + signature.length)
                .put(publicHalf.idBytes())
                .put(signature)
                .array();
        return text + "\n— " + publicHalf.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /// A secret for another use, 32 bytes, that only the holder of the key can make. The same for the same use.
    public byte[] secret(String use) {
        return Hashing.sha256(signature(("hourglass secret for " + use).getBytes(StandardCharsets.UTF_8)))
                .bytes();
    }

    private byte[] signature(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The log's key can't sign: " + e.getMessage(), e);
        }
    }
}
