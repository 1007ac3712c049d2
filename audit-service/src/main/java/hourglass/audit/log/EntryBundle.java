package hourglass.audit.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Up to 256 entries in a row, each after its length in two bytes: C2SP tlog-tiles, "Log entries".
public final class EntryBundle {
    /// Longest entry in bytes.
    public static final int LONGEST = 65_535;

    private EntryBundle() {}

    public static byte[] write(List<byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST) {
                throw new IllegalArgumentException("An entry has at most 65,535 bytes, this one " + entry.length);
            }
            bytes.write(entry.length >>> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    /// Reads a bundle.
    ///
    /// @throws MalformedException when the bytes end within an entry
    public static List<byte[]> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<byte[]> entries = new ArrayList<>();
        while (buffer.hasRemaining()) {
            if (buffer.remaining() < 2) {
                throw new MalformedException("A bundle of entries ends within a length.");
            }
            int length = Short.toUnsignedInt(buffer.getShort());
            if (buffer.remaining() < length) {
                throw new MalformedException("A bundle of entries ends within an entry.");
            }
            byte[] entry = new byte[length];
            buffer.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
