package hourglass.grant.targets;

import java.util.Collection;
import java.util.Optional;

/// Memberships of one account that Hourglass is the grantor of, under its present login or one before. Those of
/// other grantors are not touched: revoking them would succeed and change nothing.
final class PostgresMemberships {
    private static final String READ = """
            SELECT r.rolname, pg_get_userbyid(m.grantor), m.grantor = quote_ident(current_user)::regrole,
                   m.inherit_option AND m.set_option AND NOT m.admin_option,
                   pg_has_role(m.grantor, 'USAGE') AND EXISTS (
                        SELECT FROM pg_auth_members a WHERE a.roleid = m.roleid AND a.member = m.grantor AND a.admin_option)
              FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
             WHERE m.member = ?::oid AND m.grantor IN $logins
            """.replace("$logins", PostgresOwner.LOGINS);
    private static final String OFFERS = """
            SELECT e.name, r.oid IS NOT NULL, coalesce(r.rolcanlogin OR r.rolsuper, false),
                   EXISTS (SELECT FROM pg_auth_members a
                            WHERE a.roleid = r.oid AND a.member = quote_ident(current_user)::regrole AND a.admin_option),
                   coalesce(pg_has_role(r.oid, ?::oid, 'MEMBER'), false)
              FROM unnest(?::text[]) AS e(name) LEFT JOIN pg_roles r ON r.rolname = e.name
            """;

    private PostgresMemberships() {}

    /// @param own whether the present login gave it
    record Membership(String role, String grantor, boolean own, boolean asGiven, boolean removable) {}

    /// Entitlements that the account has through Hourglass, with the options they are given with.
    static PostgresRound.Rows<Membership> read(PostgresRound round, long account) {
        return round.query(
                row -> new Membership(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5)),
                READ,
                Long.toString(account));
    }

    /// @param problem why it can't be given here, in one sentence; empty when it can
    record Offer(String name, Optional<String> problem) {}

    /// Whether the wanted entitlements can be given here.
    static PostgresRound.Rows<Offer> offers(PostgresRound round, long account, Collection<String> wanted) {
        if (wanted.isEmpty()) {
            return PostgresRound.Rows.none();
        }
        return round.query(
                row -> {
                    String name = row.getString(1);
                    String problem = null;
                    if (!row.getBoolean(2)) {
                        problem = "There is no role '" + name + "'.";
                    } else if (row.getBoolean(3)) {
                        problem = "'" + name + "' is a login or a superuser; only NOLOGIN roles are given.";
                    } else if (!row.getBoolean(4)) {
                        problem = "Hourglass lacks ADMIN OPTION on '" + name + "'.";
                    } else if (row.getBoolean(5)) {
                        problem = "'" + name + "' is itself a member of that account.";
                    }
                    return new Offer(name, Optional.ofNullable(problem));
                },
                OFFERS,
                Long.toString(account),
                wanted.toArray(String[]::new));
    }
}
