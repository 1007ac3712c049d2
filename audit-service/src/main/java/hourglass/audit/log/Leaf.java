package hourglass.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One entry of the log in bytes, and what is kept beside it. [Envelope] says what the bytes mean.
public final class Leaf {
    private final byte[] bytes;
    private final byte @Nullable [] payload;

    /// An entry as it is kept.
    ///
    /// @param bytes at most 65,535
    /// @param payload the record's body; present when the entry names it by its hash
    public Leaf(byte[] bytes, byte @Nullable [] payload) {
        this.bytes = bytes;
        this.payload = payload;
    }

    /// The entry itself; not a copy, don't change it.
    public byte[] bytes() {
        return bytes;
    }

    /// Not a copy, don't change it.
    public byte @Nullable [] payload() {
        return payload;
    }

    public Hash hash() {
        return Hashing.leaf(bytes);
    }

    /// Whether the entry is one that needs a payload beside it.
    ///
    /// @throws MalformedException when the bytes are no entry
    public boolean isByHash() {
        if (bytes.length < 2 || bytes[0] != Envelope.VERSION || (bytes[1] | 1) != 1) {
            throw new MalformedException("An entry begins with version 1 and the form 0 or 1.");
        }
        return bytes[1] == Envelope.BY_HASH;
    }

    /// Where the record stood; readable without the payload.
    ///
    /// @throws MalformedException when the bytes are no entry
    public Origin origin() {
        return head(ByteBuffer.wrap(bytes));
    }

    /// The record.
    ///
    /// @throws MalformedException when the bytes are no entry, or its payload is missing or another
    public Envelope envelope() {
        boolean byHash = isByHash();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Origin origin = head(buffer);
        Envelope envelope = Envelope.of(origin, byHash ? checkedPayload(buffer) : rest(buffer));
        if (!Arrays.equals(envelope.leaf().bytes(), bytes)) {
            throw new MalformedException("An entry is not in its one form.");
        }
        return envelope;
    }

    private Origin head(ByteBuffer buffer) {
        isByHash();
        buffer.position(2);
        if (buffer.remaining() < 2) {
            throw new MalformedException("An entry ends within its topic.");
        }
        int length = Short.toUnsignedInt(buffer.getShort());
        if (buffer.remaining() < length + 20) {
            throw new MalformedException("An entry ends within its head.");
        }
        byte[] topic = new byte[length];
        buffer.get(topic);
        return new Origin(
                new String(topic, StandardCharsets.UTF_8), buffer.getInt(), buffer.getLong(), buffer.getLong());
    }

    private byte[] checkedPayload(ByteBuffer buffer) {
        byte[] named = rest(buffer);
        byte[] body = payload;
        if (body == null) {
            throw new MalformedException("The payload of an entry by hash is missing.");
        }
        byte[] actual = ByteBuffer.allocate(8 + Hash.LENGTH)
                .putLong(body.length)
                .put(Hashing.sha256(body).bytes())
                .array();
        if (!Arrays.equals(named, actual)) {
            throw new MalformedException("A payload is not the one that its entry names.");
        }
        return body;
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }
}
