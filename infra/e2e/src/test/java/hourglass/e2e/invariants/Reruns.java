package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// I03: every decision, taken again from its ask and its commit alone, is the same to the byte.
final class Reruns implements Invariant {
    private final Again again;

    Reruns(Again again) {
        this.again = again;
    }

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Told> asks =
                history.asks().stream().collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        for (Told answer : history.on(Topics.DECISIONS)) {
            Told ask = asks.get(answer.causationId());
            if (ask == null) {
                broken.add(answer + " answers no ask");
            } else if (!again.decide(ask.body().path("ask"), answer.body().path("policy"))
                    .equals(new Again.Answer(answer.text("/outcome"), answer.text("/resultDigest")))) {
                broken.add(answer + " is another one when it is taken again");
            }
        }
        return broken;
    }
}
