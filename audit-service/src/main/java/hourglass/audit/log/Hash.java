package hourglass.audit.log;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A hash in the tree; 32 bytes when it comes from SHA-256. Immutable.
public final class Hash {
    /// Length of SHA-256 in bytes.
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A hash of any length: callers that need 32 bytes ask [#isSha256()].
    public static Hash of(byte[] bytes) {
        return new Hash(bytes.clone());
    }

    /// The 32 bytes of `from` that begin at `offset`.
    public static Hash at(byte[] from, int offset) {
        return new Hash(Arrays.copyOfRange(from, offset, offset + LENGTH));
    }

    /// Reads standard Base64.
    ///
    /// @throws MalformedException when the text is not canonical Base64 of 32 bytes
    public static Hash fromBase64(String text) {
        byte[] bytes = Base64Text.decode(text);
        if (bytes.length != LENGTH) {
            throw new MalformedException(
                    "A hash must be 32 bytes in Base64, but '%s' holds %d.".formatted(text, bytes.length));
        }
        return new Hash(bytes);
    }

    static Hash owning(byte[] bytes) {
        return new Hash(bytes);
    }

    public boolean isSha256() {
        return bytes.length == LENGTH;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes);
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
