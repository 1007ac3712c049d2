package hourglass.audit.log;

import java.util.List;
import java.util.regex.Pattern;

/// What the log says of itself: that it has `size` entries and this root. C2SP tlog-checkpoint, without extension
/// lines.
///
/// @param origin the log's name
/// @param size entries, from 0
/// @param root of the tree of that size
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    /// The note's text.
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /// Reads the text of a note; extension lines are let through, as the signature covers them.
    ///
    /// @throws MalformedException when the text is no checkpoint
    public static Checkpoint parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        boolean formed = lines.size() >= 4
                && lines.getLast().isEmpty()
                && lines.subList(0, lines.size() - 1).stream().noneMatch(String::isEmpty);
        if (!formed) {
            throw new MalformedException("A checkpoint has an origin, a size and a root, a line each.");
        }
        return new Checkpoint(lines.get(0), decimal(lines.get(1)), Hash.fromBase64(lines.get(2)));
    }

    /// Reads a signed note that holds a checkpoint; says nothing about its signatures.
    public static Checkpoint ofNote(String note) {
        return parse(SignedNote.parse(note).text());
    }

    static long decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new MalformedException("'" + text + "' is not a whole number without leading zeroes.");
        }
        return Long.parseLong(text);
    }
}
