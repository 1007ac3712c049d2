package hourglass.audit.log;

import java.util.Base64;

/// Standard Base64 (RFC 4648, section 4) in its one canonical spelling, so that no bit of a text goes unchecked.
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            MalformedException malformed = new MalformedException("'%s' is not Base64.".formatted(text));
            malformed.initCause(e);
            throw malformed;
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new MalformedException("'%s' is not canonical Base64.".formatted(text));
        }
        return bytes;
    }
}
