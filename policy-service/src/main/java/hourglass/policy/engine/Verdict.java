package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Basis;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Phase;
import hourglass.policy.Window;
import hourglass.policy.engine.Outlook.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Rules 17 and 18: which answer applies, and what exactly stands in its way.
///
/// @param cause null with REVIEW and ALLOW
/// @param way the offer it rests on; null when it rests on none
/// @param failed sorted
/// @param unknown those of `failed` that aren't known
record Verdict(
        Outcome outcome, @Nullable Cause cause, @Nullable Outlook way, Set<String> failed, Set<String> unknown) {

    static Verdict of(Deliberation heard, Ask ask, Duration hold) {
        Verdict verdict = ask.phase() == Phase.ACTIVE ? whileActive(heard, ask) : first(heard);
        boolean lapsed = verdict.outcome == Outcome.HOLD
                && !ask.askedAt().isBefore(heldSince(ask).plus(hold));
        return lapsed ? new Verdict(Outcome.DENY, Cause.LAPSED, verdict.way, verdict.failed, verdict.unknown) : verdict;
    }

    /// A hold counts from the last time when somebody moved: submission, resumption, or a stage that opened.
    static Instant heldSince(Ask ask) {
        Instant since = ask.session().at();
        for (Window window : ask.windows()) {
            since = window.openedAt().isAfter(since) ? window.openedAt() : since;
        }
        return since;
    }

    private static Verdict first(Deliberation heard) {
        Set<String> denies = heard.tightening().denies();
        Set<String> unknownDenies = heard.tightening().unknownDenies();
        if (!denies.isEmpty()) {
            return deny(Cause.FORBIDDEN, denies);
        }
        for (Outlook outlook : heard.outlooks()) {
            if (!outlook.ballots().refused().isEmpty()) {
                Set<String> refused = new TreeSet<>(outlook.ballots().refused());
                return new Verdict(Outcome.DENY, Cause.REFUSED, outlook, refused, Set.of());
            }
        }
        Outlook nearest = nearest(heard);
        if (nearest != null && nearest.rank() != Rank.NONE) {
            return offered(nearest, unknownDenies);
        }
        if (!heard.undecided().isEmpty()) {
            Set<String> failed = union(unknownDenies, heard.undecided());
            return new Verdict(Outcome.HOLD, Cause.UNDECIDED, nearest, failed, failed);
        }
        if (heard.speaking().isEmpty()) {
            return deny(Cause.NO_POLICY, Set.of());
        }
        if (nearest == null) {
            return deny(Cause.NOT_ELIGIBLE, heard.notEligible());
        }
        return new Verdict(Outcome.DENY, nearest.cause(), nearest, nearest.failed(), Set.of());
    }

    private static Verdict offered(Outlook nearest, Set<String> unknownDenies) {
        Set<String> held = nearest.rank() == Rank.HOLD ? nearest.failed() : Set.of();
        if (!unknownDenies.isEmpty()) {
            Set<String> failed = union(unknownDenies, held);
            return new Verdict(Outcome.HOLD, Cause.UNDECIDED, nearest, failed, union(unknownDenies, nearest.unknown()));
        }
        Outcome outcome = switch (nearest.rank()) {
            case ALLOW -> Outcome.ALLOW;
            case REVIEW -> Outcome.REVIEW;
            case HOLD, NONE -> Outcome.HOLD;
        };
        return new Verdict(outcome, nearest.cause(), nearest, held, nearest.unknown());
    }

    /// Rule 19: while access is live a true `deny` ends it, and so does the policy that gave it, if it watches: by a
    /// `when` that turned false, or by being gone. Nothing else does.
    private static Verdict whileActive(Deliberation heard, Ask ask) {
        if (!heard.tightening().denies().isEmpty()) {
            return deny(Cause.FORBIDDEN, heard.tightening().denies());
        }
        Basis basis = ask.basis();
        return basis == null ? withoutBasis(heard, ask) : restingOn(basis, heard);
    }

    private static Verdict restingOn(Basis basis, Deliberation heard) {
        Outlook own = heard.outlooks().stream()
                .filter(outlook -> outlook.offer().policy().id().equals(basis.policy()))
                .findFirst()
                .orElse(null);
        if (!basis.watch()) {
            return goesOn(own);
        }
        LinkedPolicy giver = heard.speaking(basis.policy());
        if (giver == null) {
            return wouldAllow(heard) ? goesOn(nearest(heard)) : deny(Cause.NO_POLICY, Set.of(basis.way()));
        }
        List<String> isFalse = heard.falseWhen(giver);
        return giver.text().watch() && !isFalse.isEmpty()
                ? deny(Cause.NOT_ELIGIBLE, new TreeSet<>(isFalse))
                : goesOn(own);
    }

    /// Of asks that don't say which policy gave the access: any policy that watches and speaks may have.
    private static Verdict withoutBasis(Deliberation heard, Ask ask) {
        boolean watched = heard.speaking().stream()
                .anyMatch(policy ->
                        policy.text().watch() && heard.falseWhen(policy).isEmpty());
        boolean unwatched = ask.cause() != AskCause.POLICY
                && heard.speaking().stream().anyMatch(policy -> !policy.text().watch());
        if (wouldAllow(heard) || watched || unwatched) {
            return goesOn(nearest(heard));
        }
        return heard.speaking().isEmpty()
                ? deny(Cause.NO_POLICY, Set.of())
                : deny(Cause.NOT_ELIGIBLE, heard.notEligible());
    }

    private static Verdict goesOn(@Nullable Outlook way) {
        return new Verdict(Outcome.ALLOW, null, way, Set.of(), Set.of());
    }

    private static boolean wouldAllow(Deliberation heard) {
        Outlook nearest = nearest(heard);
        return nearest != null && nearest.rank() == Rank.ALLOW;
    }

    private static @Nullable Outlook nearest(Deliberation heard) {
        return heard.outlooks().isEmpty() ? null : heard.outlooks().getFirst();
    }

    private static Verdict deny(Cause cause, Set<String> failed) {
        return new Verdict(Outcome.DENY, cause, null, new TreeSet<>(failed), Set.of());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    List<String> failedNames() {
        return List.copyOf(failed);
    }

    List<String> unknownNames() {
        return List.copyOf(unknown);
    }
}
