package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Binding;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Mend;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Phase;
import hourglass.policy.PolicyRef;
import hourglass.policy.Vote;
import hourglass.policy.engine.documents.RouteText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The decision function: pure, total, and the same bytes for the same ask (law L7).
final class Decider {
    /// Name and version of the language that is spoken here; it changes when an answer may.
    static final String ENGINE = "hourglass-engine/1";

    private static final int MAX_VOTES = 200;
    private static final int MAX_TEXT = 256 * 1024;

    private final Model model;

    Decider(Model model) {
        this.model = model;
    }

    Decision decide(Ask ask, PolicyRef as, Overlay overlay) {
        if (tooLarge(ask)) {
            return Decision.denial(ask, Cause.TOO_LARGE, as, ENGINE);
        }
        Content content = ask.content();
        Pair pair = model.pair(content.resource(), content.role());
        if (pair == null || (pair.target() == null && !overlay.study())) {
            return Decision.denial(ask, Cause.NO_POLICY, as, ENGINE);
        }
        Deliberation heard = new Deliberation(model, pair, ask, overlay);
        Verdict verdict = Verdict.of(heard, ask, model.hold());
        return decision(ask, as, pair, heard, verdict, overlay);
    }

    private static boolean tooLarge(Ask ask) {
        Content content = ask.content();
        long text = (long) content.reason().length() + length(content.ticket()) + length(content.policy());
        for (Vote vote : ask.votes()) {
            text += 200 + length(vote.comment());
        }
        text += 200L * ask.standing().holds().size() + 100L * ask.windows().size();
        return content.reason().length() > Content.MAX_REASON || ask.votes().size() > MAX_VOTES || text > MAX_TEXT;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private Decision decision(Ask ask, PolicyRef as, Pair pair, Deliberation heard, Verdict verdict, Overlay overlay) {
        Outlook way = verdict.way();
        Outcome outcome = verdict.outcome();
        boolean given = outcome == Outcome.ALLOW || outcome == Outcome.REVIEW;
        boolean underWay = given || outcome == Outcome.HOLD;
        Offer offer = way == null ? null : way.offer();
        boolean waits = heard.now().isAfter(ask.askedAt());
        boolean starts = outcome == Outcome.ALLOW && !waits && ask.phase() != Phase.ACTIVE;
        if (way != null) {
            heard.judge().join(way.ballots().judge());
        }
        return new Decision(
                ask.digest(),
                ask.cause(),
                ask.askedAt(),
                outcome,
                verdict.cause(),
                outcome == Outcome.HOLD ? mend(ask, verdict, overlay) : null,
                offer == null ? null : offer.route().name(),
                verdict.failedNames(),
                verdict.unknownNames(),
                offer != null && offer.route().breakGlass() != null,
                as,
                ENGINE,
                heard.judge().inputs(),
                List.copyOf(heard.judge().conditions()),
                way == null || !underWay ? List.of() : way.open(outcome == Outcome.REVIEW, heard.life()),
                way == null || !underWay ? 0 : way.missing(),
                way == null ? List.of() : List.copyOf(way.ballots().results()),
                given ? Integer.valueOf(ask.content().durationSeconds()) : null,
                underWay && offer != null && offer.max() != null
                        ? seconds(offer.max().max())
                        : null,
                way == null || !underWay ? null : way.notAfter(),
                waits ? ask.content().startsAt() : null,
                starts ? ask.askedAt().plusSeconds(Decision.START_WITHIN_SECONDS) : null,
                new AskAgain(model, ask, heard).at(verdict),
                outcome == Outcome.ALLOW ? binding(ask, pair) : null,
                offer == null || !underWay ? List.of() : List.copyOf(offer.obligations()),
                offer == null || !underWay ? List.of() : offer.notifies(),
                outcome == Outcome.ALLOW && offer != null ? review(heard, offer.route()) : null,
                offer != null && offer.policy().text().watch());
    }

    private static int seconds(Duration span) {
        return Math.toIntExact(span.toSeconds());
    }

    private @Nullable Binding binding(Ask ask, Pair pair) {
        Directory.Member member = model.directory().member(ask.content().person());
        if (pair.target() == null || member == null) {
            return null;
        }
        return new Binding(
                pair.target(), member.account(pair.target()), pair.role().entitlements());
    }

    private static Decision.@Nullable ReviewPlan review(Deliberation heard, LinkedRoute route) {
        RouteText.BreakGlass glass = route.breakGlass();
        if (glass == null) {
            return null;
        }
        Set<String> people = heard.approvers().reviewers(route);
        return new Decision.ReviewPlan(
                glass.from(), people == null ? List.of() : List.copyOf(people), glass.need(), seconds(glass.within()));
    }

    /// A fresh session mends what reads the session, and what only a source of facts can settle; a new request the
    /// rest.
    private Mend mend(Ask ask, Verdict verdict, Overlay overlay) {
        Instant now = ask.askedAt();
        Ask fresh = Resumption.of(ask, now);
        Pair pair = model.pair(ask.content().resource(), ask.content().role());
        if (pair == null) {
            return Mend.ASK_AGAIN;
        }
        Verdict after = Verdict.of(
                new Deliberation(model, pair, fresh, overlay.without(Resumption.FACTS)), fresh, model.hold());
        if (after.outcome() != Outcome.HOLD) {
            return Mend.RESUME;
        }
        return verdict.cause() == Cause.UNDECIDED && !Resumption.wantsOtherContent(model, pair, verdict.failed())
                ? Mend.RESUME
                : Mend.ASK_AGAIN;
    }
}
