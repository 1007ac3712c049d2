package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// I01: every writer counts each aggregate from 1 without a gap; a repeat is the same event again.
final class Sequences implements Invariant {
    private static final List<String> COUNTED =
            List.of(Topics.REQUESTS, Topics.GRANTS, Topics.EXPIRIES, Topics.DRIFT, Topics.PEOPLE, Topics.HEARTBEATS);

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        COUNTED.forEach(topic -> count(topic, history.on(topic), broken));
        Topics.ALL.forEach(topic -> repeats(topic, history.raw(topic), broken));
        long serial = 0;
        for (Told accepted : history.on(Topics.POLICIES, "PolicySetAccepted")) {
            serial++;
            if (accepted.number("/policy/serial") != serial) {
                broken.add("policy set " + accepted.number("/policy/serial") + " comes where " + serial + " is due");
            }
        }
        return broken;
    }

    private static void count(String topic, List<Told> events, List<String> broken) {
        Map<String, Long> last = new HashMap<>();
        for (Told event : events) {
            long due = last.getOrDefault(event.writer() + " " + event.key(), 0L) + 1;
            if (event.sequence() != due) {
                broken.add(topic + ": " + event + " by " + event.writer() + " comes where " + due + " is due");
            }
            last.put(event.writer() + " " + event.key(), event.sequence());
        }
    }

    private static void repeats(String topic, List<Told> records, List<String> broken) {
        Map<String, Told> first = new HashMap<>();
        for (Told record : records) {
            Told before = first.putIfAbsent(record.eventId(), record);
            if (before != null && !said(before).equals(said(record))) {
                broken.add(topic + ": " + record + " repeats event " + record.eventId() + " in other words");
            }
        }
    }

    /// A decision that is taken again is signed again, and no two signatures are alike; the same documents may be in
    /// force by a later commit.
    private static JsonNode said(Told record) {
        return record.body() instanceof ObjectNode body && record.is("AccessDecided")
                ? body.deepCopy().without(List.of("allowance", "policy", "resultDigest"))
                : record.body();
    }
}
