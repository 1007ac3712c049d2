package hourglass.grant.targets;

import hourglass.grant.Answer;
import hourglass.grant.Reading;
import hourglass.grant.Target;
import hourglass.grant.Wanted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server, 16 or newer. An entitlement is membership in a NOLOGIN role, an account a login role.
///
/// Three steps: fence and memberships in one transaction; then, once a removal is committed, the account's sessions
/// end; then the server is read back. The second is owed by a mark that the first leaves in the fence table, so that a
/// crash between the two ends no session too few. What was given stands there too: sessions that did SET ROLE end also
/// when somebody else has revoked it before. A pinned role that is gone may have left such sessions: they end first,
/// and it stays pinned until they have.
final class PostgresTarget implements Target, AutoCloseable {
    /// Every statement of the account goes to the server's log.
    private static final String RECORD_SESSION = "record-session";

    private final String id;
    private final PostgresConnections connections;

    /// @param id in this service's settings; the server remembers it
    PostgresTarget(String id, PostgresConnections connections) {
        this.id = id;
        this.connections = connections;
    }

    @Override
    public Answer apply(Wanted wanted) {
        try {
            return connections.call(call -> apply(call, wanted));
        } catch (SQLException e) {
            return new Answer.NoAnswer(sentence(e));
        }
    }

    private Answer apply(PostgresCall call, Wanted wanted) throws SQLException {
        Optional<String> objection = PostgresOwner.objection(call, id);
        if (objection.isPresent()) {
            return new Answer.NoAnswer(objection.get());
        }
        call.begin();
        PostgresFence fence = PostgresFence.obey(call, wanted).orElse(null);
        if (fence == null) {
            return fenced(call, wanted);
        }
        long pinned = fence.accountOid();
        PostgresAccount account = PostgresAccount.find(call, wanted, fence);
        int endedBefore = 0;
        List<Reading.Other> othersOfFormer = List.of();
        if (pinned != 0 && oid(account) != pinned && fence.sessionsMayHaveAccess()) {
            PostgresFence.oweSessions(call, wanted);
            call.commit();
            PostgresSessions.Ended former = PostgresSessions.end(call, pinned);
            if (former.left() > 0) {
                return new Answer.Applied(notEnded(wanted, former));
            }
            endedBefore = former.ended();
            if (wanted.entitlements().isEmpty()) {
                othersOfFormer = PostgresOthers.read(call, pinned);
            }
            call.begin();
            fence = PostgresFence.obey(call, wanted).orElse(null);
            if (fence == null) {
                return fenced(call, wanted);
            }
            pinned = fence.accountOid();
            account = PostgresAccount.find(call, wanted, fence);
        }
        boolean replaced = oid(account) != pinned;
        if (replaced) {
            PostgresFence.pin(call, wanted, oid(account));
        }
        if (account == null) {
            call.commit();
            return new Answer.Applied(and(nobody(wanted), endedBefore, othersOfFormer));
        }
        Set<String> given = replaced ? Set.of() : fence.given();
        Changed changed = change(call, wanted, account, given);
        boolean owed = changed.owesSessions() || (fence.sessionsOwed() && !replaced);
        if (changed.owesSessions() || !changed.has().equals(given)) {
            PostgresFence.gave(call, wanted, changed.has(), changed.owesSessions());
        }
        call.commit();
        PostgresSessions.Ended sessions =
                owed ? PostgresSessions.end(call, account.oid()) : new PostgresSessions.Ended(0, 0);
        if (owed && sessions.left() == 0) {
            PostgresFence.sessionsEnded(call, wanted);
        }
        return new Answer.Applied(and(readBack(call, wanted, account, changed, sessions), endedBefore, othersOfFormer));
    }

    /// A reading with what is to be said of the role that was pinned before.
    private static Reading and(Reading reading, int ended, List<Reading.Other> othersOfFormer) {
        List<Reading.Other> others = new ArrayList<>(othersOfFormer);
        others.addAll(reading.others());
        return new Reading(
                reading.ours(),
                reading.refused(),
                reading.met(),
                others,
                reading.sessionsEnded() + ended,
                reading.undone(),
                reading.unsettled());
    }

    private static Answer fenced(PostgresCall call, Wanted wanted) throws SQLException {
        long newest = PostgresFence.newest(call, wanted);
        call.rollback();
        return new Answer.Fenced(newest);
    }

    private static long oid(@Nullable PostgresAccount account) {
        return account == null ? 0 : account.oid();
    }

    /// @param has what the account has of ours now, wanted or not
    /// @param recorded whether its statements are recorded now
    private record Changed(
            Map<String, String> refused,
            Set<String> has,
            boolean recorded,
            List<String> undone,
            boolean owesSessions) {}

    private static Changed change(PostgresCall call, Wanted wanted, PostgresAccount account, Set<String> given)
            throws SQLException {
        Map<String, String> refused = new TreeMap<>();
        if (account.superuser()) {
            wanted.entitlements()
                    .forEach(name -> refused.put(name, "'" + account.name() + "' is a superuser: it has everything."));
        } else if (!wanted.entitlements().isEmpty()) {
            refused.putAll(PostgresMemberships.refused(call, account.oid(), wanted.entitlements()));
        }
        Set<String> possible = new TreeSet<>(wanted.entitlements());
        possible.removeAll(refused.keySet());
        PostgresMemberships.Difference difference = PostgresMemberships.apply(call, account, possible);
        boolean removed = difference.removed() || !difference.has().containsAll(given);
        List<String> undone = new ArrayList<>(difference.undone());
        boolean record = wanted.obligations().contains(RECORD_SESSION);
        boolean switched = record != account.recorded() && !account.superuser();
        if (switched) {
            String oid = Long.toString(account.oid());
            Optional<SQLException> refusal =
                    call.attempt(() -> call.run("SELECT hourglass.record_statements(?::oid, ?)", oid, record));
            refusal.ifPresent(e -> undone.add("Recording can't be switched: " + sentence(e)));
            switched = refusal.isEmpty();
        }
        boolean recorded = switched ? record : account.recorded();
        return new Changed(refused, difference.has(), recorded, undone, removed || (switched && record));
    }

    private static Reading readBack(
            PostgresCall call, Wanted wanted, PostgresAccount account, Changed changed, PostgresSessions.Ended sessions)
            throws SQLException {
        Set<String> met = new HashSet<>();
        if (wanted.obligations().contains(RECORD_SESSION) && changed.recorded() && sessions.left() == 0) {
            met.add(RECORD_SESSION);
        }
        return new Reading(
                PostgresMemberships.ours(call, account.oid()),
                changed.refused(),
                met,
                PostgresOthers.read(call, account.oid()),
                sessions.ended(),
                changed.undone(),
                sessions.left() == 0 ? null : sessions.left() + " session(s) of '" + account.name() + "' don't end.");
    }

    /// Nobody of that name, and nobody pinned who holds anything: there is nothing to take away.
    private static Reading nobody(Wanted wanted) {
        Map<String, String> refused = new TreeMap<>();
        wanted.entitlements().forEach(name -> refused.put(name, "There is no role '" + wanted.account() + "'."));
        return new Reading(Set.of(), refused, Set.of(), List.of(), 0, List.of(), null);
    }

    /// The role that was pinned is gone or renamed, and still has sessions: nothing is given before they end.
    private static Reading notEnded(Wanted wanted, PostgresSessions.Ended sessions) {
        String unsettled = sessions.left() + " session(s) of the role that was '" + wanted.account() + "' don't end.";
        return new Reading(Set.of(), Map.of(), Set.of(), List.of(), sessions.ended(), List.of(), unsettled);
    }

    @Override
    public Optional<String> objection(String account, Set<String> entitlements) {
        List<String> names = new ArrayList<>(new TreeSet<>(entitlements));
        names.addFirst(account);
        return names.stream()
                .flatMap(name -> PostgresNames.objection(name).stream())
                .findFirst();
    }

    @Override
    public Set<String> obligations() {
        return Set.of(RECORD_SESSION);
    }

    @Override
    public Optional<String> missing() {
        try {
            return connections.call(call -> {
                Optional<String> missing = PostgresRights.missing(call);
                if (missing.isEmpty()) {
                    missing = PostgresOwner.objection(call, id);
                }
                return missing.isPresent() ? missing : PostgresOwner.predecessor(call);
            });
        } catch (SQLException e) {
            return Optional.of(sentence(e));
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /// What the server said, as one sentence.
    static String sentence(SQLException e) {
        @Nullable String message = e.getMessage();
        String first =
                message == null ? e.toString() : message.lines().findFirst().orElse("no reason given");
        return first.endsWith(".") ? first : first + ".";
    }
}
