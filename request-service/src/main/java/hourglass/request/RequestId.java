package hourglass.request;

import java.util.Locale;
import java.util.UUID;

/// Id of a request, and of the grant that may come of it: a UUIDv7, so that ids sort by time of submission.
public record RequestId(UUID uuid) {
    /// Reads an id as people and other services write it.
    ///
    /// @throws IllegalArgumentException when `text` is no UUID in its usual form of 36 characters
    public static RequestId of(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("'" + text + "' is not the id of a request: write all 36 characters.");
        }
        return new RequestId(uuid);
    }

    /// The id as text, lower case.
    public String value() {
        return uuid.toString();
    }

    @Override
    public String toString() {
        return value();
    }
}
