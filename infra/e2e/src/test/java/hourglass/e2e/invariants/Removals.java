package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// I09 and of I11 what topics show: access ends when it is due and not before, by its expiry or for a reason that
/// was told; removal is verified within five seconds, or was told to be overdue.
final class Removals implements Invariant {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        for (Told expired : history.on(Topics.EXPIRIES)) {
            if (expired.at().isBefore(expired.time("/expiresAt"))) {
                broken.add(expired + " is before its time");
            }
        }
        for (Told overdue : history.on(Topics.GRANTS, "RevocationOverdue")) {
            if (overdue.at().isBefore(overdue.time("/dueAt").plus(PATIENCE))) {
                broken.add(overdue + " is told too soon");
            }
        }
        for (Told revoked : history.on(Topics.GRANTS, "GrantRevoked")) {
            Instant due = revoked.time("/dueAt");
            if (!due.equals(dueAt(revoked, history).orElse(null))) {
                broken.add(revoked + " was due at another time than was told");
            }
            verified(revoked, due, history, broken);
        }
        for (Told failed : history.on(Topics.GRANTS, "GrantFailed")) {
            if (failed.has("/startedAt")) {
                dueAt(failed, history)
                        .ifPresentOrElse(
                                due -> verified(failed, due, history, broken),
                                () -> broken.add(failed + " was never told to end"));
            }
        }
        return broken;
    }

    /// When removal was due, as it was told before it was done.
    private static Optional<Instant> dueAt(Told end, History history) {
        return end.text("/reason").equals("EXPIRED")
                ? history.the(Topics.EXPIRIES, end.key(), "GrantExpired").map(expired -> expired.time("/expiresAt"))
                : history.the(Topics.GRANTS, end.key(), "GrantEnding")
                        .filter(ending -> ending.text("/reason").equals(end.text("/reason")))
                        .map(ending -> ending.time("/dueAt"));
    }

    private static void verified(Told end, Instant due, History history, List<String> broken) {
        Instant verified = end.time("/verifiedAt");
        if (verified.isBefore(due)) {
            broken.add(end + " was taken away before it was due");
        }
        Optional<Told> overdue = history.the(Topics.GRANTS, end.key(), "RevocationOverdue");
        if (verified.isAfter(due.plus(PATIENCE)) && overdue.isEmpty()) {
            broken.add(end + " was verified " + Duration.between(due, verified).toMillis()
                    + " ms after it was due, and nobody was told");
        }
        if (overdue.isPresent() && !overdue.get().time("/dueAt").equals(due)) {
            broken.add(overdue.get() + " was due at another time than was told");
        }
    }
}
