package hourglass.grant.targets;

import hourglass.grant.Reading;

/// Access of an account that Hourglass did not give: it is reported, never touched, and never called gone.
final class PostgresOthers {
    private static final String READ =
            """
            WITH RECURSIVE foreign_roles (role, via, grantor) AS (
                SELECT roleid, roleid, grantor FROM pg_auth_members
                 WHERE member = $account AND grantor NOT IN $logins
                UNION
                SELECT m.roleid, f.via, f.grantor FROM pg_auth_members m JOIN foreign_roles f ON m.member = f.role)
            SELECT pg_get_userbyid(role)::text,
                   CASE WHEN role = via
                        THEN format('%s, granted by %s', pg_get_userbyid(role), pg_get_userbyid(grantor))
                        ELSE format('%s through %s, granted by %s', pg_get_userbyid(role), pg_get_userbyid(via),
                                    pg_get_userbyid(grantor)) END
              FROM foreign_roles
            UNION ALL
            SELECT pg_get_userbyid(roleid), format('%s, handed on to %s', pg_get_userbyid(roleid), pg_get_userbyid(member))
              FROM pg_auth_members WHERE grantor = $account
            UNION ALL
            SELECT NULL, CASE s.deptype WHEN 'o' THEN format('owns %s object(s) in %s', count(*), coalesce(d.datname, '-'))
                         ELSE format('privileges of its own on %s object(s) in %s', count(*), coalesce(d.datname, '-')) END
              FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
             WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = $account AND s.deptype IN ('o', 'a')
             GROUP BY s.deptype, d.datname
             ORDER BY 2
            """.replace("$account", "(SELECT ?::oid)").replace("$logins", PostgresOwner.LOGINS);

    private PostgresOthers() {}

    static PostgresRound.Rows<Reading.Other> read(PostgresRound round, long account) {
        String oid = Long.toString(account);
        return round.query(row -> new Reading.Other(row.getString(1), row.getString(2)), READ, oid, oid, oid);
    }
}
