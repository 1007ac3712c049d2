package hourglass.grant.targets;

import hourglass.grant.Reading;
import java.sql.SQLException;
import java.util.List;

/// Access of an account that Hourglass did not give: it is reported, never touched, and never called gone.
final class PostgresOthers {
    private static final String READ = """
            WITH RECURSIVE foreign_roles (role, via, grantor) AS (
                SELECT roleid, roleid, grantor FROM pg_auth_members
                 WHERE member = $account AND grantor <> quote_ident(current_user)::regrole
                UNION
                SELECT m.roleid, f.via, f.grantor FROM pg_auth_members m JOIN foreign_roles f ON m.member = f.role)
            SELECT r.rolname::text,
                   CASE WHEN f.role = f.via THEN format('%s, granted by %s', r.rolname, g.rolname)
                        ELSE format('%s through %s, granted by %s', r.rolname, v.rolname, g.rolname) END
              FROM foreign_roles f JOIN pg_roles r ON r.oid = f.role JOIN pg_roles v ON v.oid = f.via
              JOIN pg_roles g ON g.oid = f.grantor
            UNION ALL
            SELECT r.rolname, format('%s, handed on to %s', r.rolname, h.rolname)
              FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles h ON h.oid = m.member
             WHERE m.grantor = $account
            UNION ALL
            SELECT NULL, CASE s.deptype WHEN 'o' THEN format('owns %s object(s) in %s', count(*), coalesce(d.datname, '-'))
                         ELSE format('privileges of its own on %s object(s) in %s', count(*), coalesce(d.datname, '-')) END
              FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
             WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $account AND s.deptype IN ('o', 'a')
             GROUP BY s.deptype, d.datname
             ORDER BY 2
            """.replace("$account", "(SELECT ?::oid)");

    private PostgresOthers() {}

    static List<Reading.Other> read(PostgresCall call, long account) throws SQLException {
        String oid = Long.toString(account);
        return call.query(row -> new Reading.Other(row.getString(1), row.getString(2)), READ, oid, oid, oid);
    }
}
