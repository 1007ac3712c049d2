package hourglass.request.api;

import hourglass.request.Refusal;
import hourglass.request.Refusal.Rule;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text from outside. All characters are taken and later shown escaped, but for what no database and no UTF-8 holds.
final class Texts {
    private Texts() {}

    /// Adds a refusal when `text` can't be stored.
    static void check(String pointer, @Nullable String text, List<Refusal> errors) {
        if (text != null && !storable(text)) {
            errors.add(
                    new Refusal(Rule.INVALID, "Leave out the character NUL and halves of surrogate pairs.", pointer));
        }
    }

    /// A query parameter.
    ///
    /// @throws ProblemException 400 when it can't be stored, so can't be found either
    static @Nullable String parameter(String name, @Nullable String text) {
        if (text != null && !storable(text)) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "The parameter " + name + " has a character that no name has.");
        }
        return text;
    }

    private static boolean storable(String text) {
        if (text.indexOf('\0') >= 0) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
