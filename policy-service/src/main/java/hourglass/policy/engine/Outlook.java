package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.documents.RouteText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an offer comes to for one ask (rules 10, 12, 13, 15 and 20).
final class Outlook {
    /// The nearest first (rule 16).
    static final Comparator<Outlook> NEAREST = Comparator.comparing(Outlook::rank)
            .thenComparingInt(outlook -> outlook.rank() == Rank.REVIEW ? outlook.missing : 0)
            .thenComparing(outlook -> outlook.offer.policy().id());

    private final Offer offer;
    private final Ballots ballots;
    private final List<Decision.Stage> open = new ArrayList<>();
    private final List<Instant> turns = new ArrayList<>();
    private final Set<String> closed = new TreeSet<>();
    private final Set<String> noApprover = new TreeSet<>();
    private final Set<String> lapsed = new TreeSet<>();
    private final Set<String> unmet = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private @Nullable Instant notAfter;
    private int missing;

    enum Rank {
        ALLOW,
        REVIEW,
        HOLD,
        NONE
    }

    Outlook(
            Offer offer,
            Ask ask,
            Instant now,
            Ballots ballots,
            StageLife life,
            Map<String, Calendar> untils,
            Approvers approvers) {
        this.offer = offer;
        this.ballots = ballots;
        for (Weighed weighed : offer.require()) {
            unmet.addAll(weighed.notTrue());
            unmet.addAll(weighed.unknown());
            unknown.addAll(weighed.unknown());
        }
        String bound = offer.brokenBound(ask.content().duration());
        if (bound != null) {
            unmet.add(bound);
        }
        untils.forEach((guardrail, calendar) -> until(guardrail, calendar, now));
        for (Wanted wanted : offer.stages().values()) {
            stage(wanted, life);
        }
        review(offer.route(), approvers);
    }

    Offer offer() {
        return offer;
    }

    Ballots ballots() {
        return ballots;
    }

    int missing() {
        return missing;
    }

    @Nullable
    Instant notAfter() {
        return notAfter;
    }

    /// Moments at which time alone may change what this offer comes to.
    List<Instant> turns() {
        return turns;
    }

    Rank rank() {
        if (!closed.isEmpty() || !noApprover.isEmpty() || !lapsed.isEmpty()) {
            return Rank.NONE;
        }
        if (!unmet.isEmpty()) {
            return Rank.HOLD;
        }
        return missing > 0 ? Rank.REVIEW : Rank.ALLOW;
    }

    /// Why it is nothing, or only a hold; null for a review and an allowance.
    @Nullable
    Cause cause() {
        if (!closed.isEmpty()) {
            return Cause.CLOSED;
        }
        if (!noApprover.isEmpty()) {
            return Cause.NO_APPROVER;
        }
        if (!lapsed.isEmpty()) {
            return Cause.LAPSED;
        }
        if (unmet.isEmpty()) {
            return null;
        }
        return unknown.containsAll(unmet) ? Cause.UNDECIDED : Cause.REQUIREMENT;
    }

    /// Names of what stands in the way (rule 18).
    Set<String> failed() {
        if (!closed.isEmpty()) {
            return closed;
        }
        if (!noApprover.isEmpty()) {
            return noApprover;
        }
        return lapsed.isEmpty() ? unmet : lapsed;
    }

    /// Those of them that aren't known.
    Set<String> unknown() {
        return rank() == Rank.HOLD ? unknown : Set.of();
    }

    /// The stages that a decision by this offer shows as open; one that holds opens none.
    List<Decision.Stage> open(boolean opensNew, StageLife life) {
        return opensNew
                ? open
                : open.stream()
                        .filter(stage -> !stage.openedAt().equals(life.now()))
                        .toList();
    }

    private void until(String guardrail, Calendar calendar, Instant now) {
        Optional<Instant> closing = calendar.closing(now);
        if (closing.isEmpty()) {
            return;
        }
        Instant end = closing.get();
        if (!calendar.isOpen(now) || now.plus(offer.min()).isAfter(end)) {
            closed.add(guardrail + "/until");
            return;
        }
        notAfter = notAfter == null || end.isBefore(notAfter) ? end : notAfter;
        turns.add(offer.min().isZero() ? end : end.minus(offer.min()).plusNanos(1_000));
    }

    private void stage(Wanted wanted, StageLife life) {
        LinkedStage stage = wanted.stage();
        int have = Math.min(ballots.yes(stage), wanted.need());
        if (have == wanted.need()) {
            return;
        }
        missing += wanted.need() - have;
        StageLife.Electorate electorate = life.electorate(stage);
        if (!electorate.answered()) {
            unmet.add(stage.name());
            unknown.add(stage.name());
        } else if (electorate.all().size() < wanted.need()) {
            noApprover.add(stage.name());
            return;
        }
        Instant opened = opening(stage, life);
        if (opened == null) {
            return;
        }
        StageLife.Span span = life.span(stage, wanted.need(), opened);
        if (!life.now().isBefore(span.closesAt())) {
            lapsed.add(stage.name());
            return;
        }
        boolean escalated = span.escalated(life.now());
        open.add(view(wanted, have, span, escalated, electorate));
        turns.add(!escalated && span.escalatedAt() != null ? span.escalatedAt() : span.closesAt());
    }

    /// A broken glass that nobody could review afterwards is no way in (rule 20): reviewers are found as approvers are.
    private void review(LinkedRoute route, Approvers approvers) {
        RouteText.BreakGlass glass = route.breakGlass();
        if (glass == null) {
            return;
        }
        Set<String> reviewers = approvers.reviewers(route);
        if (reviewers == null) {
            unmet.add(route.name());
            unknown.add(route.name());
        } else if (reviewers.size() < glass.need()) {
            noApprover.add(route.name());
        }
    }

    /// When the stage opened, or that it opens now; null while what it comes after isn't satisfied.
    private @Nullable Instant opening(LinkedStage stage, StageLife life) {
        Instant opened = life.openedAt(stage);
        if (opened != null) {
            return opened;
        }
        String after = stage.text().after();
        Wanted before = after == null ? null : offer.stages().get(after);
        boolean satisfied = before == null || ballots.yes(before.stage()) >= before.need();
        return satisfied ? life.now() : null;
    }

    private Decision.Stage view(
            Wanted wanted, int have, StageLife.Span span, boolean escalated, StageLife.Electorate electorate) {
        LinkedStage stage = wanted.stage();
        List<String> asked = new ArrayList<>();
        for (String person : escalated ? electorate.all() : electorate.first()) {
            if (!ballots.hasVoted(person)) {
                asked.add(person);
            }
        }
        List<String> from = new ArrayList<>(stage.text().from());
        if (escalated) {
            stage.ask().forEach(who -> from.add(who.text()));
        }
        return new Decision.Stage(
                stage.name(), from, asked, wanted.need(), have, span.openedAt(), span.closesAt(), escalated);
    }
}
