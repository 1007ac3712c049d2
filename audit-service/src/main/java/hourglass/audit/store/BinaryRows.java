package hourglass.audit.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows in PostgreSQL's binary COPY format (PostgreSQL manual, COPY, "Binary Format"), grown in one buffer.
final class BinaryRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    /// Milliseconds from 1970 to 2000, where PostgreSQL's clock begins.
    private static final long EPOCH = 946_684_800_000L;

    private byte[] buffer;
    private int length;

    BinaryRows(int expectedBytes) {
        buffer = new byte[expectedBytes + 64];
        put(SIGNATURE);
        int32(0);
        int32(0);
    }

    void row(int columns) {
        room(2);
        buffer[length++] = (byte) (columns >>> 8);
        buffer[length++] = (byte) columns;
    }

    void integer(int value) {
        int32(4);
        int32(value);
    }

    void bigint(long value) {
        int32(8);
        int64(value);
    }

    /// Clamped to what the column can hold, about 4,700 BC to 280,000 AD: the exact number stands in the leaf.
    void timestamp(long millis) {
        int32(8);
        int64((Math.clamp(millis, -210_000_000_000_000L, 8_900_000_000_000_000L) - EPOCH) * 1000L);
    }

    void bytes(byte[] value) {
        int32(value.length);
        put(value);
    }

    /// Sends the rows, within the connection's transaction.
    ///
    /// @return how many rows the server took
    long copyTo(Connection connection, String statement) throws SQLException {
        room(2);
        buffer[length++] = (byte) 0xff;
        buffer[length++] = (byte) 0xff;
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            copy.writeToCopy(buffer, 0, length);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void put(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void int32(int value) {
        room(4);
        buffer[length++] = (byte) (value >>> 24);
        buffer[length++] = (byte) (value >>> 16);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
    }

    private void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
