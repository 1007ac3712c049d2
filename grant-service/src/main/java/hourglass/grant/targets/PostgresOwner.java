package hourglass.grant.targets;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which target a server is. A membership belongs to the whole server and tells only which login gave it, so two
/// targets with one login on one server would each take away what the other gave. The login is therefore set up in one
/// database of a server, and the first target that comes there is noted: no other is served.
///
/// @param here whether the login is set up in this database
/// @param database the one that it is set up in, absent when that was never noted
/// @param target whose it is, absent while nobody has come
record PostgresOwner(
        boolean here, @Nullable String database, @Nullable String target) {
    private static final String READ = """
            SELECT coalesce(current_setting('hourglass.database', true) = current_database(), false),
                   nullif(current_setting('hourglass.database', true), ''), (SELECT id FROM hourglass.target)
            """;

    /// Why a target may not work here, in one sentence; empty when it may. A server that is nobody's becomes its own.
    static Optional<String> objection(PostgresCall call, String target) throws SQLException {
        PostgresOwner owner = read(call);
        if (owner.here() && owner.target() == null) {
            call.run("INSERT INTO hourglass.target (id) VALUES (?) ON CONFLICT DO NOTHING", target);
            owner = read(call);
        }
        return owner.objection(target);
    }

    private static PostgresOwner read(PostgresCall call) throws SQLException {
        return call.query(row -> new PostgresOwner(row.getBoolean(1), row.getString(2), row.getString(3)), READ)
                .getFirst();
    }

    private Optional<String> objection(String asking) {
        if (!here) {
            return Optional.of(
                    database == null
                            ? "The login is not noted as set up in this database; run set-up.sql again in it."
                            : "The login is set up in the database '%s' of this server, and a server is one target: take out '%s', or correct its url."
                                    .formatted(database, asking));
        }
        if (!asking.equals(target)) {
            return Optional.of(
                    "This server is the target '%s', and one server can't be two: take out '%s', or, if '%s' is called so now, run UPDATE hourglass.target SET id = '%s' there as a superuser."
                            .formatted(target, asking, target, asking));
        }
        return Optional.empty();
    }
}
