package hourglass.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/// The digest that votes, orders and allowances carry: hex SHA-256 of the RFC 8785 JSON of a request's content.
///
/// Absent fields are left out; times are RFC 3339 UTC with six digits of a second.
public final class ContentDigest {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ContentDigest() {}

    /// The digest of `content`, 64 lower-case hex digits.
    public static String of(Content content) {
        return HexFormat.of().formatHex(sha256(canonicalJson(content).getBytes(StandardCharsets.UTF_8)));
    }

    /// The canonical JSON that the digest is taken over.
    public static String canonicalJson(Content content) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("requestId", quoted(content.getRequestId()));
        fields.put("person", quoted(content.getPerson()));
        fields.put("resource", quoted(content.getResource()));
        fields.put("role", quoted(content.getRole()));
        fields.put("durationSeconds", Integer.toString(content.getDurationSeconds()));
        content.getStartsAt().ifPresent(at -> fields.put("startsAt", quoted(time(at))));
        fields.put("reason", quoted(content.getReason()));
        content.getTicket().ifPresent(ticket -> fields.put("ticket", quoted(ticket)));
        fields.put("breakGlass", Boolean.toString(content.getBreakGlass()));
        content.getPolicy().ifPresent(policy -> fields.put("policy", quoted(policy)));
        content.getExtends$().ifPresent(other -> fields.put("extends", quoted(other)));
        content.getReplaces().ifPresent(other -> fields.put("replaces", quoted(other)));
        fields.put("submittedAt", quoted(time(content.getSubmittedAt())));
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(value));
        try {
            return new JsonCanonicalizer(json.append('}').toString()).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException("A request's content is not canonical JSON: " + e.getMessage(), e);
        }
    }

    /// RFC 3339 UTC with exactly six digits of a second.
    public static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
