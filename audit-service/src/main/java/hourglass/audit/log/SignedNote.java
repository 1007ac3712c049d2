package hourglass.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with signatures below it, C2SP signed-note.
///
/// @param text what is signed, up to and with its last newline
/// @param signatures at least one
public record SignedNote(String text, List<Line> signatures) {
    private static final String DASH = "— ";
    /// More than any log and its witnesses need; a bound against endless notes.
    private static final int MOST_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /// One signature line.
    ///
    /// @param bytes key id (4 bytes) and signature, as Base64
    public record Line(String name, String bytes) {}

    /// Reads a note; its signatures are not checked yet.
    ///
    /// @throws MalformedException when the note is not in its form
    public static SignedNote parse(String note) {
        int gap = note.lastIndexOf("\n\n");
        if (gap < 0 || gap + 2 >= note.length() || !note.endsWith("\n")) {
            throw new MalformedException("A signed note has a text, an empty line and signature lines.");
        }
        String text = note.substring(0, gap + 1);
        checkText(text);
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(gap + 2, note.length() - 1).split("\n", -1)) {
            lines.add(line(line));
        }
        if (lines.size() > MOST_SIGNATURES) {
            throw new MalformedException("A note may carry at most 100 signatures.");
        }
        return new SignedNote(text, lines);
    }

    /// Whether `key` signed this text. A line of this key that doesn't verify spoils the whole note.
    public boolean isSignedBy(NoteKey key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (Line line : signatures) {
            byte[] bytes = Base64Text.decode(line.bytes());
            if (line.name().equals(key.name()) && Arrays.equals(Arrays.copyOf(bytes, 4), key.idBytes())) {
                if (!key.verifies(message, Arrays.copyOfRange(bytes, 4, bytes.length))) {
                    return false;
                }
                signed = true;
            }
        }
        return signed;
    }

    static void checkText(String text) {
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new MalformedException("A note's text ends in a newline and has no control characters.");
        }
    }

    private static Line line(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new MalformedException("A signature line is written '— NAME SIGNATURE', but this is '" + line + "'.");
        }
        String name = NoteKey.checkName(line.substring(DASH.length(), space));
        String bytes = line.substring(space + 1);
        if (Base64Text.decode(bytes).length < 5) {
            throw new MalformedException("The signature of '" + name + "' is too short.");
        }
        return new Line(name, bytes);
    }
}
