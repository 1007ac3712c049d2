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

/// Memberships of one account that Hourglass is the grantor of, under its present login or one before. Those of other
/// grantors are not touched: revoking them would succeed and change nothing.
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

    /// What came of bringing memberships in line.
    ///
    /// @param has what the account has of ours now, wanted or not
    /// @param removed whether anything was taken away
    /// @param undone what could not be given or taken away, a sentence each
    record Difference(Set<String> has, boolean removed, List<String> undone) {}

    /// @param own whether the present login gave it
    private record Membership(String role, String grantor, boolean own, boolean asGiven, boolean removable) {}

    private static NavigableMap<String, List<Membership>> read(PostgresCall call, long account) throws SQLException {
        return call
                .query(
                        row -> new Membership(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5)),
                        READ,
                        Long.toString(account))
                .stream()
                .collect(Collectors.groupingBy(Membership::role, TreeMap::new, Collectors.toList()));
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
        NavigableMap<String, List<Membership>> there = read(call, account.oid());
        NavigableSet<String> roles = new TreeSet<>(wanted);
        roles.addAll(there.keySet());
        Set<String> has = new TreeSet<>();
        List<String> undone = new ArrayList<>();
        boolean removed = false;
        for (String role : roles) {
            List<Membership> held = there.getOrDefault(role, List.of());
            boolean keep = wanted.contains(role);
            int left = held.size();
            if (keep && lacks(held)) {
                Optional<String> problem = give(call, account, role);
                problem.ifPresent(undone::add);
                left += problem.isEmpty() ? 1 : 0;
            }
            for (Membership membership : held) {
                if (!keep || (!membership.own() && !membership.asGiven())) {
                    Optional<String> problem = take(call, account, membership);
                    problem.ifPresent(undone::add);
                    left -= problem.isEmpty() ? 1 : 0;
                    removed |= problem.isEmpty() && !keep;
                }
            }
            if (left > 0) {
                has.add(role);
            }
        }
        return new Difference(has, removed, undone);
    }

    /// Whether a wanted role has to be given, for the first time or once more, to put its options right. What a former
    /// login gave as it should be is enough.
    private static boolean lacks(List<Membership> held) {
        return held.stream().noneMatch(Membership::asGiven)
                || held.stream().anyMatch(membership -> membership.own() && !membership.asGiven());
    }

    private static Optional<String> give(PostgresCall call, PostgresAccount account, String role) throws SQLException {
        String grant = "GRANT %s TO %s WITH INHERIT TRUE, SET TRUE, ADMIN FALSE GRANTED BY CURRENT_USER"
                .formatted(PostgresNames.quoted(role), PostgresNames.quoted(account.name()));
        return call.attempt(() -> call.run(grant))
                .map(refusal -> "'" + role + "' can't be given: " + PostgresTarget.sentence(refusal));
    }

    private static Optional<String> take(PostgresCall call, PostgresAccount account, Membership membership)
            throws SQLException {
        String role = membership.role();
        if (!membership.removable()) {
            return Optional.of(
                    membership.own()
                            ? "Hourglass lacks ADMIN OPTION to take away '" + role + "'."
                            : "Hourglass may not take away '%s' in the name of its former login '%s'."
                                    .formatted(role, membership.grantor()));
        }
        String revoke = "REVOKE %s FROM %s GRANTED BY %s CASCADE"
                .formatted(
                        PostgresNames.quoted(role),
                        PostgresNames.quoted(account.name()),
                        PostgresNames.quoted(membership.grantor()));
        return call.attempt(() -> call.run(revoke))
                .map(refusal -> "'" + role + "' can't be taken away: " + PostgresTarget.sentence(refusal));
    }
}
