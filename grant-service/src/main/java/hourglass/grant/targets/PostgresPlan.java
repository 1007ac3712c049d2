package hourglass.grant.targets;

import hourglass.grant.targets.PostgresMemberships.Membership;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What brings an account in line with what is wanted, and what comes of it.
///
/// What is wanted is given and the rest taken away, role by role in one order, so that two accounts can't wait for
/// each other. `ADMIN FALSE` is said explicitly: an account must not hand on what it was lent.
final class PostgresPlan {
    private final PostgresAccount account;
    private final boolean record;
    private final Map<String, Integer> held = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();
    private final @Nullable PostgresChange recording;

    /// @param more what is held of the role then: one membership more, or one less
    /// @param removal whether access goes
    private record Step(String role, int more, boolean removal, PostgresChange change) {}

    /// What came of it.
    ///
    /// @param has what the account has of ours now, wanted or not
    /// @param removed whether anything was taken away
    /// @param recorded whether its statements are recorded now
    /// @param startsRecording whether that is so only now
    /// @param undone what could not be given, taken away or switched, a sentence each
    record Outcome(Set<String> has, boolean removed, boolean recorded, boolean startsRecording, List<String> undone) {}

    /// @param wanted what the account is to have, all of it on offer
    /// @param record whether its statements are to be recorded
    PostgresPlan(List<Membership> there, PostgresAccount account, Set<String> wanted, boolean record) {
        this.account = account;
        this.record = record;
        NavigableMap<String, List<Membership>> byRole =
                there.stream().collect(Collectors.groupingBy(Membership::role, TreeMap::new, Collectors.toList()));
        byRole.forEach((role, memberships) -> held.put(role, memberships.size()));
        Set<String> roles = new TreeSet<>(wanted);
        roles.addAll(byRole.keySet());
        for (String role : roles) {
            align(role, byRole.getOrDefault(role, List.of()), wanted.contains(role));
        }
        recording = record == account.recorded() || account.superuser()
                ? null
                : new PostgresChange(
                        "Recording can't be switched: ",
                        "SELECT hourglass.record_statements(?::oid, ?)",
                        List.of(Long.toString(account.oid()), record));
    }

    private void align(String role, List<Membership> memberships, boolean keep) {
        if (keep && lacks(memberships)) {
            steps.add(new Step(role, 1, false, give(role)));
        }
        for (Membership membership : memberships) {
            if (keep && (membership.own() || membership.asGiven())) {
                continue;
            }
            if (membership.removable()) {
                steps.add(new Step(role, -1, !keep, take(membership)));
            } else {
                impossible.add(
                        membership.own()
                                ? "Hourglass lacks ADMIN OPTION to take away '" + role + "'."
                                : "Hourglass may not take away '%s' in the name of its former login '%s'."
                                        .formatted(role, membership.grantor()));
            }
        }
    }

    /// Whether a wanted role has to be given, for the first time or once more, to put its options right. What a
    /// former login gave as it should be is enough.
    private static boolean lacks(List<Membership> memberships) {
        return memberships.stream().noneMatch(Membership::asGiven)
                || memberships.stream().anyMatch(membership -> membership.own() && !membership.asGiven());
    }

    private PostgresChange give(String role) {
        return new PostgresChange(
                "'" + role + "' can't be given: ",
                "GRANT %s TO %s WITH INHERIT TRUE, SET TRUE, ADMIN FALSE GRANTED BY CURRENT_USER"
                        .formatted(PostgresNames.quoted(role), PostgresNames.quoted(account.name())),
                List.of());
    }

    private PostgresChange take(Membership membership) {
        return new PostgresChange(
                "'" + membership.role() + "' can't be taken away: ",
                "REVOKE %s FROM %s GRANTED BY %s CASCADE"
                        .formatted(
                                PostgresNames.quoted(membership.role()),
                                PostgresNames.quoted(account.name()),
                                PostgresNames.quoted(membership.grantor())),
                List.of());
    }

    /// In the order in which they have to be made.
    List<PostgresChange> changes() {
        List<PostgresChange> changes = new ArrayList<>();
        steps.forEach(step -> changes.add(step.change()));
        if (recording != null) {
            changes.add(recording);
        }
        return changes;
    }

    /// @param refusals of the changes, which were all tried
    Outcome outcome(Map<PostgresChange, SQLException> refusals) {
        Map<String, Integer> left = new HashMap<>(held);
        boolean removed = false;
        for (Step step : steps) {
            if (!refusals.containsKey(step.change())) {
                left.merge(step.role(), step.more(), Integer::sum);
                removed |= step.removal();
            }
        }
        Set<String> has = new TreeSet<>();
        left.forEach((role, memberships) -> {
            if (memberships > 0) {
                has.add(role);
            }
        });
        List<String> undone = new ArrayList<>(impossible);
        for (PostgresChange change : changes()) {
            SQLException refusal = refusals.get(change);
            if (refusal != null) {
                undone.add(change.otherwise() + PostgresTarget.sentence(refusal));
            }
        }
        boolean switched = recording != null && !refusals.containsKey(recording);
        return new Outcome(has, removed, switched ? record : account.recorded(), switched && record, undone);
    }
}
