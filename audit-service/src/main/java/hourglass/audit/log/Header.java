package hourglass.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One header of a record, in its place among the others.
public final class Header {
    private final String name;
    private final byte @Nullable [] value;

    /// A header as it came.
    ///
    /// @param value absent when the record's header has a null
    public Header(String name, byte @Nullable [] value) {
        this.name = name;
        this.value = value == null ? null : value.clone();
    }

    public static Header of(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    /// The value as text, absent when the record's header has a null.
    public @Nullable String text() {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Header that && name.equals(that.name) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + "=" + text();
    }
}
