package hourglass.e2e;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The entries of an exported log and what they have to say of a record, written from the description of the format
/// and not with the log's own classes.
final class LogCopy {
    /// Entries that the log writes itself, of what it found and of who read it.
    private static final String OWN = "@audit";

    private static final int LONGEST = 65_535;

    private LogCopy() {}

    /// Hex of each leaf that a record of Kafka came to, by `topic-partition@offset`.
    ///
    /// @param export the whole log as a zip
    static Map<String, String> leaves(byte[] export) {
        Map<String, String> leaves = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(export))) {
            for (ZipEntry file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                if (file.getName().startsWith("tile/entries/")) {
                    bundle(zip.readAllBytes(), leaves);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the export can't be read", e);
        }
        return leaves;
    }

    private static void bundle(byte[] bytes, Map<String, String> leaves) {
        ByteBuffer bundle = ByteBuffer.wrap(bytes);
        while (bundle.hasRemaining()) {
            byte[] leaf = new byte[Short.toUnsignedInt(bundle.getShort())];
            bundle.get(leaf);
            String place = place(leaf);
            if (!place.startsWith(OWN) && leaves.put(place, HexFormat.of().formatHex(leaf)) != null) {
                throw new AssertionError(place + " is in the log twice");
            }
        }
    }

    private static String place(byte[] leaf) {
        ByteBuffer fields = ByteBuffer.wrap(leaf, 2, leaf.length - 2);
        byte[] topic = new byte[Short.toUnsignedInt(fields.getShort())];
        fields.get(topic);
        return place(new String(topic, StandardCharsets.UTF_8), fields.getInt(), fields.getLong());
    }

    static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }

    /// Hex of the leaf that a record has to come to: its place, time, key, headers and value, to the byte.
    static String leaf(ConsumerRecord<String, byte[]> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream leaf = new DataOutputStream(bytes)) {
            byte[] body = body(record);
            byte[] topic = record.topic().getBytes(StandardCharsets.UTF_8);
            boolean whole = 4 + topic.length + 20 + body.length <= LONGEST;
            leaf.writeByte(1);
            leaf.writeByte(whole ? 0 : 1);
            leaf.writeShort(topic.length);
            leaf.write(topic);
            leaf.writeInt(record.partition());
            leaf.writeLong(record.offset());
            leaf.writeLong(record.timestamp());
            if (whole) {
                leaf.write(body);
            } else {
                leaf.writeLong(body.length);
                leaf.write(MessageDigest.getInstance("SHA-256").digest(body));
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static byte[] body(ConsumerRecord<String, byte[]> record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        put(body, record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8));
        body.writeInt(record.headers().toArray().length);
        for (Header header : record.headers()) {
            put(body, header.key().getBytes(StandardCharsets.UTF_8));
            put(body, header.value());
        }
        put(body, record.value());
        return bytes.toByteArray();
    }

    private static void put(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }
}
