package hourglass.audit.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record as it came from Kafka, with its place: what one leaf of the log says.
///
/// The same record always gives the same bytes. All numbers are big-endian; -1 in a length means absent:
///
/// ```
/// leaf     = version (1 byte, 1) form (1 byte: 0 whole, 1 by hash) topic partition (4) offset (8) timestamp (8) rest
/// topic    = length (2) UTF-8
/// rest     = body                                      when the leaf has at most 65,535 bytes
///          | length of body (8) SHA-256 of body (32)   else; the body is kept beside the log as its payload
/// body     = key headers value
/// key      = length (4) bytes        value = length (4) bytes
/// headers  = count (4) { length (4) name in UTF-8, length (4) bytes } in the order of the record
/// ```
public final class Envelope {
    static final byte VERSION = 1;
    static final byte WHOLE = 0;
    static final byte BY_HASH = 1;

    private final Origin origin;
    private final byte @Nullable [] key;
    private final List<Header> headers;
    private final byte @Nullable [] value;

    /// Takes the arrays as they are: a record is read once and not changed.
    public Envelope(Origin origin, byte @Nullable [] key, List<Header> headers, byte @Nullable [] value) {
        this.origin = origin;
        this.key = key;
        this.headers = List.copyOf(headers);
        this.value = value;
    }

    /// The leaf of this record, with its payload when it is too long to stand in the log.
    public Leaf leaf() {
        byte[] body = body();
        byte[] topic = origin.topic().getBytes(StandardCharsets.UTF_8);
        int head = 2 + 2 + topic.length + 4 + 8 + 8;
        boolean whole = head + body.length <= EntryBundle.LONGEST;
        ByteBuffer leaf = ByteBuffer.allocate(head + (whole ? body.length : 8 + Hash.LENGTH));
        leaf.put(VERSION)
                .put(whole ? WHOLE : BY_HASH)
                .putShort((short) topic.length)
                .put(topic);
        leaf.putInt(origin.partition()).putLong(origin.offset()).putLong(origin.timestamp());
        if (whole) {
            return new Leaf(leaf.put(body).array(), null);
        }
        leaf.putLong(body.length).put(Hashing.sha256(body).bytes());
        return new Leaf(leaf.array(), body);
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(value == null ? 256 : value.length + 512);
        put(body, key);
        putInt(body, headers.size());
        for (Header header : headers) {
            put(body, header.name().getBytes(StandardCharsets.UTF_8));
            put(body, header.value());
        }
        put(body, value);
        return body.toByteArray();
    }

    static Envelope of(Origin origin, byte[] body) {
        ByteBuffer buffer = ByteBuffer.wrap(body);
        byte[] key = take(buffer);
        int count = number(buffer);
        if (count < 0 || count > buffer.remaining() / 8) {
            throw new MalformedException("A record's headers end too early.");
        }
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] name = take(buffer);
            if (name == null) {
                throw new MalformedException("A header has no name.");
            }
            headers.add(new Header(new String(name, StandardCharsets.UTF_8), take(buffer)));
        }
        byte[] value = take(buffer);
        if (buffer.hasRemaining()) {
            throw new MalformedException("A record goes on after its value.");
        }
        return new Envelope(origin, key, headers, value);
    }

    public Origin origin() {
        return origin;
    }

    /// Absent when the record has none.
    public byte @Nullable [] key() {
        return key == null ? null : key.clone();
    }

    public List<Header> headers() {
        return headers;
    }

    /// Absent when the record is a tombstone.
    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    /// The last header of that name as text, absent when there is none.
    public @Nullable String header(String name) {
        return headers.reversed().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::text)
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
    }

    /// The key as text, absent when there is none.
    public @Nullable String keyText() {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && origin.equals(that.origin)
                && Arrays.equals(key, that.key)
                && headers.equals(that.headers)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return origin.hashCode();
    }

    @Override
    public String toString() {
        return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    }

    private static void put(ByteArrayOutputStream out, byte @Nullable [] bytes) {
        putInt(out, bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    private static void putInt(ByteArrayOutputStream out, int number) {
        out.write(number >>> 24);
        out.write(number >>> 16);
        out.write(number >>> 8);
        out.write(number);
    }

    private static byte @Nullable [] take(ByteBuffer buffer) {
        int length = number(buffer);
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedException("A record ends within a field.");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static int number(ByteBuffer buffer) {
        if (buffer.remaining() < 4) {
            throw new MalformedException("A record ends within a length.");
        }
        return buffer.getInt();
    }
}
