package hourglass.grant.targets;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Memberships of one account that Hourglass is the grantor of. Those of other grantors are not touched: revoking them
/// would succeed and change nothing.
final class PostgresMemberships {
    private static final String READ = """
            SELECT r.rolname, m.inherit_option AND m.set_option AND NOT m.admin_option,
                   EXISTS (SELECT FROM pg_auth_members a
                            WHERE a.roleid = m.roleid AND a.member = quote_ident(current_user)::regrole AND a.admin_option)
              FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
             WHERE m.member = ?::oid AND m.grantor = quote_ident(current_user)::regrole
            """;
    private static final String OFFERS = """
            SELECT e.name, r.oid IS NOT NULL, coalesce(r.rolcanlogin OR r.rolsuper, false),
                   EXISTS (SELECT FROM pg_auth_members a
                            WHERE a.roleid = r.oid AND a.member = quote_ident(current_user)::regrole AND a.admin_option),
                   coalesce(pg_has_role(r.oid, ?::oid, 'MEMBER'), false)
              FROM unnest(?::text[]) AS e(name) LEFT JOIN pg_roles r ON r.rolname = e.name
            """;

    private PostgresMemberships() {}

    /// What came of bringing memberships in line.
    ///
    /// @param has what the account has of ours now, wanted or not
    /// @param removed whether anything was taken away
    /// @param undone what could not be given or taken away, a sentence each
    record Difference(Set<String> has, boolean removed, List<String> undone) {}

    private record Membership(String role, boolean asGiven, boolean removable) {}

    private static NavigableMap<String, Membership> read(PostgresCall call, long account) throws SQLException {
        return call
                .query(
                        row -> new Membership(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
                        READ,
                        Long.toString(account))
                .stream()
                .collect(Collectors.toMap(Membership::role, m -> m, (a, _) -> a, TreeMap::new));
    }

    /// Entitlements that the account has through Hourglass, with the options they are given with.
    static Set<String> ours(PostgresCall call, long account) throws SQLException {
        return new HashSet<>(read(call, account).keySet());
    }

    /// Which of the wanted entitlements can't be given here, each with one sentence that says why.
    static Map<String, String> refused(PostgresCall call, long account, Collection<String> wanted) throws SQLException {
        Map<String, String> refused = new TreeMap<>();
        call.query(
                row -> {
                    String name = row.getString(1);
                    if (!row.getBoolean(2)) {
                        refused.put(name, "There is no role '" + name + "'.");
                    } else if (row.getBoolean(3)) {
                        refused.put(name, "'" + name + "' is a login or a superuser; only NOLOGIN roles are given.");
                    } else if (!row.getBoolean(4)) {
                        refused.put(name, "Hourglass lacks ADMIN OPTION on '" + name + "'.");
                    } else if (row.getBoolean(5)) {
                        refused.put(name, "'" + name + "' is itself a member of that account.");
                    }
                    return name;
                },
                OFFERS,
                Long.toString(account),
                wanted.toArray(String[]::new));
        return refused;
    }

    /// Gives what is wanted and takes away the rest, role by role in one order, so that two accounts can't wait for
    /// each other. `ADMIN FALSE` is said explicitly: an account must not hand on what it was lent. What the server
    /// refuses for one role holds up no other.
    static Difference apply(PostgresCall call, PostgresAccount account, Set<String> wanted) throws SQLException {
        NavigableMap<String, Membership> there = read(call, account.oid());
        NavigableSet<String> roles = new TreeSet<>(wanted);
        roles.addAll(there.keySet());
        Set<String> has = new TreeSet<>(there.keySet());
        List<String> undone = new ArrayList<>();
        boolean removed = false;
        for (String role : roles) {
            Membership membership = there.get(role);
            if (wanted.contains(role)) {
                if (membership == null || !membership.asGiven()) {
                    String grant = "GRANT %s TO %s WITH INHERIT TRUE, SET TRUE, ADMIN FALSE GRANTED BY CURRENT_USER"
                            .formatted(PostgresNames.quoted(role), PostgresNames.quoted(account.name()));
                    Optional<SQLException> refusal = call.attempt(() -> call.run(grant));
                    if (refusal.isPresent()) {
                        undone.add("'" + role + "' can't be given: " + PostgresTarget.sentence(refusal.get()));
                    } else {
                        has.add(role);
                    }
                }
            } else if (membership == null || !membership.removable()) {
                undone.add("Hourglass lacks ADMIN OPTION to take away '" + role + "'.");
            } else {
                String revoke = "REVOKE %s FROM %s GRANTED BY CURRENT_USER CASCADE"
                        .formatted(PostgresNames.quoted(role), PostgresNames.quoted(account.name()));
                Optional<SQLException> refusal = call.attempt(() -> call.run(revoke));
                if (refusal.isPresent()) {
                    undone.add("'" + role + "' can't be taken away: " + PostgresTarget.sentence(refusal.get()));
                } else {
                    has.remove(role);
                    removed = true;
                }
            }
        }
        return new Difference(has, removed, undone);
    }
}
