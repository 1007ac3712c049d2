package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// I06: an order takes the answer to the newest ask, fresh and under the newest policies; nothing begins after its
/// deadline; a later answer that takes the access back ends it.
final class Orders implements Invariant {
    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final Duration SPREAD = Duration.ofSeconds(5);

    /// How long the end of what was taken back may take to be written down.
    private static final Duration NOTICE = Duration.ofSeconds(30);

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Told> answers = history.answers();
        Map<String, Told> byId =
                answers.values().stream().collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        history.byKey(Topics.REQUESTS).forEach((key, events) -> {
            Told newest = null;
            for (Told event : events) {
                if (event.has("/ask")) {
                    newest = event;
                } else if (event.is("GrantOrdered") && newest != null) {
                    order(event, newest, byId.get(event.text("/decisionId")), history, broken);
                }
            }
            if (newest != null) {
                takenBack(newest, answers.get(newest.eventId()), history, broken);
            }
        });
        return broken;
    }

    private static void order(Told order, Told newest, @Nullable Told answer, History history, List<String> broken) {
        if (answer == null || !answer.causationId().equals(newest.eventId())) {
            broken.add(order + " does not take the first answer to the newest ask");
            return;
        }
        if (order.at().isAfter(newest.time("/ask/askedAt").plus(FRESH))) {
            broken.add(order + " takes an answer that is too old");
        }
        Instant spread = order.at().minus(SPREAD);
        long accepted = history.on(Topics.POLICIES, "PolicySetAccepted").stream()
                .filter(set -> !set.at().isAfter(spread))
                .mapToLong(set -> set.number("/policy/serial"))
                .max()
                .orElse(0);
        if (answer.number("/policy/serial") < accepted) {
            broken.add(order + " rests on policy set " + answer.number("/policy/serial") + " when " + accepted
                    + " was accepted");
        }
        Instant startBy = order.time("/startBy");
        if (!startBy.equals(answer.time("/startBy"))) {
            broken.add(order + " has another deadline than its decision");
        }
        history.the(Topics.GRANTS, order.key(), "GrantStarted")
                .filter(started -> !started.at().isBefore(startBy))
                .ifPresent(started -> broken.add(started + " is after its deadline"));
        history.the(Topics.GRANTS, order.key(), "GrantActivated")
                .filter(activated -> !activated.time("/activatedAt").isBefore(startBy))
                .ifPresent(activated -> broken.add(activated + " is after its deadline"));
    }

    /// Of answers only that to the newest ask is applied.
    private static void takenBack(Told ask, @Nullable Told answer, History history, List<String> broken) {
        if (answer == null) {
            return;
        }
        String outcome = answer.text("/outcome");
        boolean ends = switch (ask.text("/ask/phase")) {
            case "ORDERED" -> !outcome.equals("ALLOW");
            case "ACTIVE" -> outcome.equals("DENY");
            default -> false;
        };
        Instant latest = ask.time("/ask/askedAt").plus(NOTICE);
        boolean ended = history.the(Topics.REQUESTS, ask.key(), "EndRequested").isPresent()
                || history.on(Topics.EXPIRIES).stream().anyMatch(expired -> endsBy(expired, ask.key(), latest))
                || history.of(Topics.GRANTS, ask.key()).stream()
                        .filter(event -> event.is("GrantEnding") || event.is("GrantFailed"))
                        .anyMatch(event -> endsBy(event, ask.key(), latest));
        if (ends && !ended) {
            broken.add(answer + " takes the access back, and it goes on");
        }
    }

    private static boolean endsBy(Told event, String key, Instant latest) {
        return event.key().equals(key) && event.at().isBefore(latest);
    }
}
