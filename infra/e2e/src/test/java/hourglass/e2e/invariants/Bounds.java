package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// I07: granted <= requested and <= policy's maximum; access ends when its time is over, or at `notAfter`, and that
/// moment never moves.
final class Bounds implements Invariant {
    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Told> asks =
                history.asks().stream().collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        for (Told answer : history.on(Topics.DECISIONS)) {
            Told ask = asks.get(answer.causationId());
            long granted = answer.number("/grantedSeconds");
            if (ask != null && granted > ask.number("/ask/content/durationSeconds")) {
                broken.add(answer + " grants more than was asked for");
            }
            if (answer.has("/maxSeconds") && granted > answer.number("/maxSeconds")) {
                broken.add(answer + " grants more than it may");
            }
        }
        Map<String, Told> answers = history.answers().values().stream()
                .collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        for (Told order : history.on(Topics.REQUESTS, "GrantOrdered")) {
            Told answer = answers.get(order.text("/decisionId"));
            if (answer != null
                    && (order.number("/grantedSeconds") != answer.number("/grantedSeconds")
                            || !order.body()
                                    .path("notAfter")
                                    .equals(answer.body().path("notAfter")))) {
                broken.add(order + " orders another time than its decision grants");
            }
            history.the(Topics.GRANTS, order.key(), "GrantActivated").ifPresent(it -> activated(it, order, broken));
        }
        for (Told later : history.on(Topics.GRANTS, "GrantRevoked")) {
            unmoved(later, history, broken);
        }
        history.on(Topics.EXPIRIES).forEach(expired -> unmoved(expired, history, broken));
        return broken;
    }

    private static void activated(Told activated, Told order, List<String> broken) {
        Instant end = activated.time("/activatedAt").plusSeconds(order.number("/grantedSeconds"));
        if (order.has("/notAfter") && order.time("/notAfter").isBefore(end)) {
            end = order.time("/notAfter");
        }
        if (!activated.time("/expiresAt").equals(end)) {
            broken.add(activated + " ends at " + activated.time("/expiresAt") + " instead of " + end);
        }
        if (activated.time("/activatedAt").isBefore(activated.time("/startedAt"))) {
            broken.add(activated + " is before its start");
        }
    }

    private static void unmoved(Told later, History history, List<String> broken) {
        Optional<Told> activated = history.the(Topics.GRANTS, later.key(), "GrantActivated");
        if (activated.isEmpty() || !activated.get().time("/expiresAt").equals(later.time("/expiresAt"))) {
            broken.add(later + " speaks of another end than its activation");
        }
    }
}
