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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server, 16 or newer. An entitlement is membership in a NOLOGIN role, an account a login role.
///
/// Three steps: fence and memberships in one transaction; then, once a removal is committed, the account's sessions
/// end; then the server is read back. The second is owed by a mark that the first leaves in the fence table, so
/// that a crash between the two ends no session too few. What was given stands there too: sessions that did SET
/// ROLE end also when somebody else has revoked it before. A pinned role that is gone may have left such sessions:
/// they end first, and it stays pinned until they have.
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
            return connections.call(call -> apply(call, wanted, true));
        } catch (SQLException e) {
            return new Answer.NoAnswer(sentence(e));
        }
    }

    /// @param first whether the server may be told whose it is, and asked once more
    private Answer apply(PostgresCall call, Wanted wanted, boolean first) throws SQLException {
        PostgresStart start = PostgresStart.of(call, id, wanted);
        PostgresFence fence = start.fence().orElse(null);
        if (fence == null) {
            return notObeyed(call, wanted, first);
        }
        long pinned = fence.accountOid();
        PostgresAccount account = start.account(wanted);
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
                othersOfFormer = others(call, pinned);
            }
            start = PostgresStart.of(call, id, wanted);
            fence = start.fence().orElse(null);
            if (fence == null) {
                return notObeyed(call, wanted, first);
            }
            pinned = fence.accountOid();
            account = start.account(wanted);
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
        call.commit();
        PostgresSessions.Ended sessions =
                owed ? PostgresSessions.end(call, account.oid()) : new PostgresSessions.Ended(0, 0);
        PostgresRound last = call.round();
        if (owed && sessions.left() == 0) {
            PostgresFence.sessionsEnded(last, wanted);
        }
        Reading reading = readBack(last, wanted, account, changed, sessions);
        return new Answer.Applied(and(reading, endedBefore, othersOfFormer));
    }

    /// A newer claim was obeyed already, or the server is another target's, or it does not know this one or its
    /// login yet, which then is noted.
    private Answer notObeyed(PostgresCall call, Wanted wanted, boolean first) throws SQLException {
        if (PostgresOwner.serves(call, id)) {
            return fenced(call, wanted);
        }
        call.rollback();
        Optional<String> objection = PostgresOwner.objection(call, id);
        if (objection.isPresent()) {
            return new Answer.NoAnswer(objection.get());
        }
        return first
                ? apply(call, wanted, false)
                : new Answer.NoAnswer("The server does not keep whose it is; look at hourglass.target there.");
    }

    private static List<Reading.Other> others(PostgresCall call, long account) throws SQLException {
        PostgresRound round = call.round();
        PostgresRound.Rows<Reading.Other> others = PostgresOthers.read(round, account);
        round.send();
        return others.all();
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

    private record Changed(Map<String, String> refused, PostgresPlan.Outcome outcome, boolean owesSessions) {}

    private static Changed change(PostgresCall call, Wanted wanted, PostgresAccount account, Set<String> given)
            throws SQLException {
        PostgresRound round = call.round();
        PostgresRound.Rows<PostgresMemberships.Membership> there = PostgresMemberships.read(round, account.oid());
        PostgresRound.Rows<PostgresMemberships.Offer> offers = PostgresMemberships.offers(
                round, account.oid(), account.superuser() ? Set.of() : wanted.entitlements());
        round.send();
        Map<String, String> refused = new TreeMap<>();
        offers.all().forEach(offer -> offer.problem().ifPresent(problem -> refused.put(offer.name(), problem)));
        if (account.superuser()) {
            wanted.entitlements()
                    .forEach(name -> refused.put(name, "'" + account.name() + "' is a superuser: it has everything."));
        }
        Set<String> possible = new TreeSet<>(wanted.entitlements());
        possible.removeAll(refused.keySet());
        boolean record = wanted.obligations().contains(RECORD_SESSION);
        PostgresPlan plan = new PostgresPlan(there.all(), account, possible, record);
        Map<PostgresChange, SQLException> refusals =
                call.make(plan.changes(), (noting, all) -> note(noting, wanted, plan.outcome(all), given));
        PostgresPlan.Outcome outcome = plan.outcome(refusals);
        return new Changed(refused, outcome, owesSessions(outcome, given));
    }

    private static boolean owesSessions(PostgresPlan.Outcome outcome, Set<String> given) {
        return outcome.removed() || outcome.startsRecording() || !outcome.has().containsAll(given);
    }

    private static void note(PostgresRound round, Wanted wanted, PostgresPlan.Outcome outcome, Set<String> given) {
        boolean owesSessions = owesSessions(outcome, given);
        if (owesSessions || !outcome.has().equals(given)) {
            PostgresFence.gave(round, wanted, outcome.has(), owesSessions);
        }
    }

    /// @param last what goes to the server with it
    private static Reading readBack(
            PostgresRound last,
            Wanted wanted,
            PostgresAccount account,
            Changed changed,
            PostgresSessions.Ended sessions)
            throws SQLException {
        PostgresRound.Rows<PostgresMemberships.Membership> ours = PostgresMemberships.read(last, account.oid());
        PostgresRound.Rows<Reading.Other> others = PostgresOthers.read(last, account.oid());
        last.send();
        Set<String> met = new HashSet<>();
        if (wanted.obligations().contains(RECORD_SESSION) && changed.outcome().recorded() && sessions.left() == 0) {
            met.add(RECORD_SESSION);
        }
        return new Reading(
                ours.all().stream().map(PostgresMemberships.Membership::role).collect(Collectors.toSet()),
                changed.refused(),
                met,
                others.all(),
                sessions.ended(),
                changed.outcome().undone(),
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
