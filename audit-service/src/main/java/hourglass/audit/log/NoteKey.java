package hourglass.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The public half of a log's key in the form of C2SP signed-note: `<name>+<id>+<Base64 of 0x01 and the key>`.
public final class NoteKey {
    private static final byte ED25519 = 1;
    /// What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410).
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private NoteKey(String name, byte[] raw) {
        this.name = checkName(name);
        this.raw = raw;
        this.key = publicKey(raw);
    }

    /// The key of a log in the JDK's form.
    ///
    /// @param name no spaces, no `+`
    /// @throws MalformedException when the name or the key can't be used in a note
    public static NoteKey of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded.length != SPKI.length + 32 || !Arrays.equals(SPKI, Arrays.copyOf(encoded, SPKI.length))) {
            throw new MalformedException("The log's key must be Ed25519, but is " + key.getAlgorithm() + ".");
        }
        return new NoteKey(name, Arrays.copyOfRange(encoded, SPKI.length, encoded.length));
    }

    /// Reads a verifier key.
    ///
    /// @throws MalformedException when the text is no verifier key, or its id does not belong to it
    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedException("A verifier key is written NAME+ID+KEY, but this is '" + text + "'.");
        }
        byte[] typed = Base64Text.decode(parts[2]);
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new MalformedException("Verifier key '%s' is not an Ed25519 key.".formatted(text));
        }
        NoteKey key = new NoteKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.id().equals(parts[1])) {
            throw new MalformedException(
                    "Verifier key '%s' does not belong to its id: expected %s.".formatted(text, key.id()));
        }
        return key;
    }

    public String name() {
        return name;
    }

    /// First four bytes of SHA-256 over name, newline, type and key; 8 hex digits.
    public String id() {
        return HexFormat.of().formatHex(idBytes());
    }

    byte[] idBytes() {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(named.length + 1 + raw.length)
                .put(named)
                .put(ED25519)
                .put(raw)
                .array();
        return Arrays.copyOf(Hashing.sha256(all).bytes(), 4);
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The verifier key as text.
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + raw.length).put(ED25519).put(raw).array();
        return name + "+" + id() + "+" + java.util.Base64.getEncoder().encodeToString(typed);
    }

    static String checkName(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(c -> c == '+' || c < 0x20 || isSpace(c))) {
            throw new MalformedException("A key's name has no spaces and no '+', but this is '" + name + "'.");
        }
        return name;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private static PublicKey publicKey(byte[] raw) {
        byte[] encoded =
                ByteBuffer.allocate(SPKI.length + raw.length).put(SPKI).put(raw).array();
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            MalformedException malformed = new MalformedException("These 32 bytes are no Ed25519 key.");
            malformed.initCause(e);
            throw malformed;
        }
    }
}
