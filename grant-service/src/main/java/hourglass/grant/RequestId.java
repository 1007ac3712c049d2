package hourglass.grant;

import java.util.UUID;

/// The request's id, which is also its grant's: a UUID in its usual text form.
///
/// @param text lower-case UUID text of 36 characters
public record RequestId(String text) implements Comparable<RequestId> {
    public RequestId {
        if (text.length() != 36 || !UUID.fromString(text).toString().equals(text)) {
            throw new IllegalArgumentException("A request id is a lower-case UUID of 36 characters, not '"
                    + text.substring(0, Math.min(text.length(), 64)) + "'.");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
