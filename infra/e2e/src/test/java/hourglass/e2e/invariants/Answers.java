package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// I01: asks are numbered 1, 2, 3 …, each has an answer, every answer is to an ask and speaks of what that asked,
/// and under one policy an ask is answered by one event, however often it is read.
final class Answers implements Invariant {
    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Told> asks =
                history.asks().stream().collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        Map<String, Long> last = new HashMap<>();
        for (Told ask : history.asks()) {
            long due = last.getOrDefault(ask.key(), 0L) + 1;
            if (ask.number("/ask/number") != due) {
                broken.add(ask + " puts ask " + ask.number("/ask/number") + " where " + due + " is due");
            }
            last.put(ask.key(), ask.number("/ask/number"));
        }
        Map<String, String> underOnePolicy = new HashMap<>();
        Set<String> answered = new HashSet<>();
        for (Told answer : history.on(Topics.DECISIONS)) {
            Told ask = asks.get(answer.causationId());
            if (ask == null) {
                broken.add(answer + " answers no ask");
                continue;
            }
            answered.add(ask.eventId());
            if (!sameQuestion(ask, answer)) {
                broken.add(answer + " does not answer what " + ask + " asked");
            }
            String under = ask.eventId() + " under " + answer.text("/policy/bundleDigest");
            String event = underOnePolicy.putIfAbsent(under, answer.eventId());
            if (event != null && !event.equals(answer.eventId())) {
                broken.add(ask + " is answered by two events under one policy");
            }
        }
        asks.values().stream()
                .filter(ask -> !answered.contains(ask.eventId()))
                .forEach(ask -> broken.add(ask + " has no answer"));
        return broken;
    }

    private static boolean sameQuestion(Told ask, Told answer) {
        return answer.key().equals(ask.key())
                && answer.sequence() == ask.number("/ask/number")
                && answer.text("/digest").equals(ask.text("/ask/digest"))
                && answer.text("/askCause").equals(ask.text("/ask/cause"))
                && answer.time("/askedAt").equals(ask.time("/ask/askedAt"))
                && answer.number("/policy/serial") >= ask.number("/ask/policyAtLeast");
    }
}
