package hourglass.grant.targets;

import hourglass.grant.Wanted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The login role that an account is, pinned by its OID: a role that was renamed is still the one that was given
/// access, and a new role under the old name is not.
///
/// @param name its present one
/// @param ours whether it holds anything through Hourglass
/// @param recorded whether each of its statements goes to the server's log
record PostgresAccount(long oid, String name, boolean superuser, boolean ours, boolean recorded) {
    private static final String READ = """
            SELECT r.oid, r.rolname, r.rolsuper,
                   EXISTS (SELECT FROM pg_auth_members m
                            WHERE m.member = r.oid AND m.grantor IN $logins),
                   EXISTS (SELECT FROM pg_db_role_setting s
                            WHERE s.setrole = r.oid AND s.setdatabase = 0 AND 'log_statement=all' = ANY (s.setconfig))
              FROM pg_roles r
             WHERE r.oid = (SELECT account_oid FROM hourglass.fence WHERE account = ?) OR r.rolname = ?
            """.replace("$logins", PostgresOwner.LOGINS);

    /// The roles that may be behind an account: the pinned one, and the one of its name.
    static PostgresRound.Rows<PostgresAccount> read(PostgresRound round, Wanted wanted) {
        return round.query(
                row -> new PostgresAccount(
                        row.getLong(1), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5)),
                READ,
                wanted.account(),
                wanted.account());
    }

    /// The role behind an account: the pinned one while it lives and holds anything, or was given anything that
    /// others revoked since; else the one of that name. Null when there is none.
    static @Nullable PostgresAccount find(List<PostgresAccount> found, Wanted wanted, PostgresFence fence) {
        long pinned = fence.accountOid();
        Optional<PostgresAccount> atPin = found.stream()
                .filter(role ->
                        role.oid() == pinned && (role.ours() || !fence.given().isEmpty()))
                .findFirst();
        if (atPin.isPresent()) {
            return atPin.get();
        }
        return found.stream()
                .filter(role -> role.name().equals(wanted.account()))
                .findFirst()
                .orElse(null);
    }
}
