package hourglass.grant.targets;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which target a server is. A membership belongs to the whole server and tells only which login gave it, so two
/// targets with one login on one server would each take away what the other gave. The login is therefore set up in
/// one database of a server, and the first target that comes there is noted: no other is served. Noted as well is
/// each login that the target ever had: what a former one gave is the target's own still.
///
/// @param here whether the login is set up in this database
/// @param database the one that it is set up in, absent when that was never noted
/// @param target whose it is, absent while nobody has come
/// @param known whether this login is one of the target's
record PostgresOwner(
        boolean here, @Nullable String database, @Nullable String target, boolean known) {
    /// Who gave what is ours, as a condition on `pg_auth_members.grantor`.
    static final String LOGINS = "(SELECT unnest(logins)::oid FROM hourglass.target)";

    /// Whether a target, the one parameter, is served in this database by a login that is noted, so that nothing is
    /// left
    /// to say or write.
    static final String SERVED = "current_setting('hourglass.database', true) = current_database()"
            + " AND ? = (SELECT id FROM hourglass.target) AND quote_ident(current_user)::regrole::oid IN " + LOGINS;

    private static final String READ = """
            SELECT coalesce(current_setting('hourglass.database', true) = current_database(), false),
                   nullif(current_setting('hourglass.database', true), ''), (SELECT id FROM hourglass.target),
                   quote_ident(current_user)::regrole::oid IN $logins
            """.replace("$logins", LOGINS);
    private static final String TAKE = """
            INSERT INTO hourglass.target (id, logins) VALUES (?, ARRAY[quote_ident(current_user)::regrole])
            ON CONFLICT DO NOTHING
            """;
    private static final String REMEMBER = """
            UPDATE hourglass.target SET logins = logins || quote_ident(current_user)::regrole
             WHERE quote_ident(current_user)::regrole::oid NOT IN $logins
            """.replace("$logins", LOGINS);
    private static final String PREDECESSOR = """
            SELECT pg_get_userbyid(grantor), current_user FROM pg_auth_members
             WHERE grantor IN $logins AND NOT pg_has_role(grantor, 'USAGE') ORDER BY 1 LIMIT 1
            """.replace("$logins", LOGINS);

    /// Why a target may not work here, in one sentence; empty when it may. A server that is nobody's becomes its
    /// own.
    static Optional<String> objection(PostgresCall call, String target) throws SQLException {
        PostgresOwner owner = read(call);
        if (owner.here() && owner.target() == null) {
            call.run(TAKE, target);
            owner = read(call);
        }
        Optional<String> objection = owner.objection(target);
        if (objection.isEmpty() && !owner.known()) {
            call.run(REMEMBER);
        }
        return objection;
    }

    /// Whether this login may take away what a former one gave: empty, or one sentence. Whatever it may not shows
    /// as still there.
    static Optional<String> predecessor(PostgresCall call) throws SQLException {
        return call
                .query(
                        row ->
                                "'%2$s' may not take away what its predecessor '%1$s' gave; run GRANT \"%1$s\" TO \"%2$s\" WITH INHERIT TRUE, SET FALSE as a superuser."
                                        .formatted(row.getString(1), row.getString(2)),
                        PREDECESSOR)
                .stream()
                .findFirst();
    }

    /// Whether a target works here by a login that is noted: what [#SERVED] says.
    static boolean serves(PostgresCall call, String target) throws SQLException {
        PostgresOwner owner = read(call);
        return owner.known() && owner.objection(target).isEmpty();
    }

    private static PostgresOwner read(PostgresCall call) throws SQLException {
        return call.query(
                        row -> new PostgresOwner(
                                row.getBoolean(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                        READ)
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
