package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Phase;
import hourglass.policy.engine.conditions.Calendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The first moment when time alone can change an answer: a window turns, a hold lapses, a start comes, a calendar
/// opens or closes.
///
/// Every offer counts, not only the nearest: a window that closes elsewhere may change which one that is.
record AskAgain(Model model, Ask ask, Deliberation heard) {

    @Nullable
    Instant at(Verdict verdict) {
        if (verdict.outcome() == Outcome.DENY || ask.phase() == Phase.ACTIVE) {
            return null;
        }
        if (verdict.outcome() == Outcome.ALLOW) {
            return heard.now().isAfter(ask.askedAt()) ? ask.content().startsAt() : null;
        }
        List<Instant> moments = new ArrayList<>();
        if (verdict.outcome() == Outcome.HOLD) {
            moments.add(Verdict.heldSince(ask).plus(model.hold()));
        }
        heard.outlooks().forEach(outlook -> moments.addAll(outlook.turns()));
        if (heard.now().isAfter(ask.askedAt())) {
            moments.add(heard.now());
        } else {
            for (String name : heard.judge().calendars()) {
                Calendar calendar = Objects.requireNonNull(model.calendars().get(name), name);
                calendar.nextChange(heard.now()).ifPresent(moments::add);
            }
        }
        return moments.stream()
                .filter(moment -> moment.isAfter(ask.askedAt()))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
