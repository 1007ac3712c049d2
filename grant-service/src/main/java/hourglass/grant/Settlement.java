package hourglass.grant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one round on an account came to.
///
/// @param moves of its grants, at most one each
/// @param problem why another attempt is needed, absent when none is
public record Settlement(
        List<Move<? extends Grant>> moves, @Nullable String problem) {
    public Settlement {
        moves = List.copyOf(moves);
    }

    /// Nothing is known of the target: every grant stays where it is.
    static Settlement unknown(String error) {
        return new Settlement(List.of(), error);
    }

    /// Judges a reading. A grant moves only if it is still in the state that the claim saw: one that ended meanwhile
    /// has marked the account again, and the next round removes it.
    ///
    /// @param claim what was asked for, and of which grants
    /// @param current the account's unfinished grants now
    static Settlement of(Claim claim, Collection<Grant.Unfinished> current, Reading reading, Instant now) {
        Map<RequestId, Grant.Unfinished> byRequest =
                current.stream().collect(Collectors.toMap(Grant::request, Function.identity()));
        List<Move<? extends Grant>> moves = new ArrayList<>();
        List<String> problems = new ArrayList<>(reading.undone());
        if (reading.unsettled() != null) {
            problems.add(reading.unsettled());
        }
        for (Grant.Unfinished seen : claim.grants()) {
            Grant.Unfinished grant = byRequest.get(seen.request());
            if (seen instanceof Grant.Provisioning && grant instanceof Grant.Provisioning waiting) {
                provisioned(waiting, reading, now, moves, problems);
            } else if (seen instanceof Grant.Leaving && grant instanceof Grant.Leaving leaving) {
                removed(leaving, claim, reading, now, moves, problems);
            }
        }
        return new Settlement(moves, problems.isEmpty() ? null : String.join(" ", problems));
    }

    private static void provisioned(
            Grant.Provisioning waiting,
            Reading reading,
            Instant now,
            List<Move<? extends Grant>> moves,
            List<String> problems) {
        List<String> refusals = waiting.terms().entitlements().stream()
                .filter(reading.refused()::containsKey)
                .map(reading.refused()::get)
                .distinct()
                .toList();
        if (!refusals.isEmpty()) {
            moves.add(waiting.end(Reason.REFUSED, String.join(" ", refusals), now));
            return;
        }
        NavigableSet<String> absent = new TreeSet<>(waiting.terms().entitlements());
        absent.removeAll(reading.ours());
        NavigableSet<String> unmet = new TreeSet<>(waiting.terms().obligations());
        unmet.removeAll(reading.met());
        absent.addAll(unmet);
        if (absent.isEmpty()) {
            moves.add(waiting.complete(now));
        } else {
            problems.add("Not there yet: " + String.join(", ", absent) + ".");
        }
    }

    private static void removed(
            Grant.Leaving leaving,
            Claim claim,
            Reading reading,
            Instant now,
            List<Move<? extends Grant>> moves,
            List<String> problems) {
        NavigableSet<String> left = new TreeSet<>(leaving.terms().entitlements());
        left.retainAll(reading.ours());
        left.removeAll(claim.wanted().entitlements());
        if (!left.isEmpty()) {
            problems.add("Still there: " + String.join(", ", left) + ".");
        } else if (reading.unsettled() == null) {
            moves.add(leaving.gone(
                    new Removal(reading.sessionsEnded(), keptFor(leaving, claim), remaining(leaving, claim, reading)),
                    now));
        }
    }

    private static List<RequestId> keptFor(Grant.Leaving leaving, Claim claim) {
        return claim.grants().stream()
                .filter(Grant.Live.class::isInstance)
                .filter(live -> live.terms().entitlements().stream()
                        .anyMatch(leaving.terms().entitlements()::contains))
                .map(Grant::request)
                .sorted()
                .toList();
    }

    private static List<String> remaining(Grant.Leaving leaving, Claim claim, Reading reading) {
        return reading.others().stream()
                .filter(other -> other.entitlement() == null
                        || leaving.terms().entitlements().contains(other.entitlement()))
                .map(other -> other.entitlement() != null && claim.standing().contains(other.entitlement())
                        ? other.text() + " (standing)"
                        : other.text())
                .toList();
    }
}
