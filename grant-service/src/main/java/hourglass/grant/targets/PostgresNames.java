package hourglass.grant.targets;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names of roles in PostgreSQL: what can be one, and how it is written in a statement. The server would cut a longer
/// one without a word, and then it would be another role's.
final class PostgresNames {
    /// NAMEDATALEN less one, in bytes.
    private static final int LONGEST = 63;

    private PostgresNames() {}

    /// Why this can't be a role to give or to give to, in one sentence; empty when it can.
    static Optional<String> objection(String name) {
        if (name.isEmpty()) {
            return Optional.of("A role needs a name.");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("A role's name can't hold a NUL character.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return Optional.of("A role's name has to be valid Unicode.");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            return Optional.of("The role name '%s…' has %d bytes; PostgreSQL takes %d."
                    .formatted(name.substring(0, name.offsetByCodePoints(0, 8)), bytes, LONGEST));
        }
        if (name.startsWith("pg_")) {
            return Optional.of("'%s' is one of PostgreSQL's own roles; those are never given.".formatted(name));
        }
        return Optional.empty();
    }

    /// As an identifier in a statement, in quotes whatever it is.
    static String quoted(String name) {
        Optional<String> objection = objection(name);
        if (objection.isPresent()) {
            throw new IllegalArgumentException(objection.get());
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
