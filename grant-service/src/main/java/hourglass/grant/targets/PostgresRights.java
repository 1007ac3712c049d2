package hourglass.grant.targets;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What Hourglass needs on a PostgreSQL server, checked before it is needed. `targets/set-up.sql` gives all of it.
final class PostgresRights {
    /// Each row: the question, and the sentence for a no.
    private static final List<Right> RIGHTS = List.of(
            new Right(
                    "current_setting('server_version_num')::int >= 160000",
                    "The server is older than PostgreSQL 16, which memberships with options need."),
            new Right(
                    "NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
                    "%s is a superuser; connect as the login that set-up.sql makes."),
            new Right(
                    "to_regclass('hourglass.fence') IS NOT NULL",
                    "The table hourglass.fence is not in this database; run set-up.sql in it as a superuser."),
            new Right(
                    "has_schema_privilege('hourglass', 'USAGE')",
                    "%s lacks USAGE on the schema hourglass; run set-up.sql again."),
            new Right("""
                    has_table_privilege('hourglass.fence', 'SELECT') AND has_table_privilege('hourglass.fence', 'INSERT')
                    AND has_table_privilege('hourglass.fence', 'UPDATE')""", "%s lacks SELECT, INSERT or UPDATE on hourglass.fence; run set-up.sql again."),
            new Right("""
                    EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('hourglass.fence')
                               AND attname = 'given' AND NOT attisdropped)""", "The table hourglass.fence lacks the column given; run set-up.sql again."),
            new Right(
                    "to_regclass('hourglass.target') IS NOT NULL",
                    "The table hourglass.target is not in this database; run set-up.sql again."),
            new Right("""
                    EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('hourglass.target')
                               AND attname = 'logins' AND NOT attisdropped)""", "The table hourglass.target lacks the column logins; run set-up.sql again."),
            new Right("""
                    has_table_privilege('hourglass.target', 'SELECT') AND has_table_privilege('hourglass.target', 'INSERT')
                    AND has_column_privilege('hourglass.target', 'logins', 'UPDATE')""", "%s lacks SELECT, INSERT or UPDATE on hourglass.target; run set-up.sql again."),
            new Right(
                    "has_function_privilege('hourglass.record_statements(oid, boolean)', 'EXECUTE')",
                    "%s lacks EXECUTE on hourglass.record_statements; run set-up.sql again."),
            new Right(
                    "pg_has_role('pg_signal_backend', 'USAGE')",
                    "%s is not in pg_signal_backend, so it can't end sessions; run set-up.sql again."),
            new Right("""
                    EXISTS (SELECT FROM pg_auth_members
                             WHERE member = quote_ident(current_user)::regrole AND admin_option)""", "%s has ADMIN OPTION on no role; grant it the entitlements WITH ADMIN TRUE."));

    private PostgresRights() {}

    private record Right(String question, String otherwise) {}

    /// The first right that is missing, in one sentence.
    static Optional<String> missing(PostgresCall call) throws SQLException {
        String user = call.query(row -> row.getString(1), "SELECT current_user").getFirst();
        for (Right right : RIGHTS) {
            boolean held = call.query(row -> row.getBoolean(1), "SELECT " + right.question())
                    .getFirst();
            if (!held) {
                return Optional.of(right.otherwise().formatted("'" + user + "'"));
            }
        }
        return Optional.empty();
    }
}
