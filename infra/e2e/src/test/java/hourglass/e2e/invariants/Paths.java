package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// I02, I08 and of I15 what topics show: every request and grant goes a way of its state machine, no step twice;
/// what is final stays so, and at rest nothing is under way whose time has come.
final class Paths implements Invariant {
    private static final Pattern REQUEST =
            Pattern.compile("AccessRequested( (RequestResumed|EvaluationAsked|ApprovalRecorded))*"
                    + "( RequestCancelled| GrantOrdered( EvaluationAsked)*( EndRequested)?)?");

    private static final Pattern REVIEW =
            Pattern.compile("(ReviewOpened( ReviewRecorded)*( ReviewOverdue( ReviewRecorded)*)?)?");

    private static final Pattern GRANT = Pattern.compile("GrantFailed"
            + "|GrantStarted( GrantActivated( GrantEnding)?( RevocationOverdue)?( GrantRevoked| GrantClosed)?)?"
            + "|GrantStarted GrantEnding( RevocationOverdue)?( GrantFailed| GrantClosed)?");

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        history.byKey(Topics.REQUESTS).forEach((key, events) -> request(key, events, broken));
        Map<String, List<Told>> grants = history.byKey(Topics.GRANTS);
        grants.forEach((key, events) -> grant(key, events, history, broken));
        for (Told order : history.on(Topics.REQUESTS, "GrantOrdered")) {
            if (!grants.containsKey(order.key())) {
                broken.add("nothing came of the order of " + order.key());
            }
        }
        history.byKey(Topics.EXPIRIES).forEach((key, events) -> {
            if (events.size() > 1) {
                broken.add("grant " + key + " expired " + events.size() + " times");
            }
        });
        return broken;
    }

    /// The review is an aggregate of its own that shares the key: it goes on whatever becomes of the access.
    private static void request(String key, List<Told> events, List<String> broken) {
        String path = path(events.stream().filter(event -> !isReview(event)).toList());
        String review = path(events.stream().filter(Paths::isReview).toList());
        if (!REQUEST.matcher(path).matches()) {
            broken.add("request " + key + " goes no lawful way: " + path);
        }
        if (!REVIEW.matcher(review).matches() || (!review.isEmpty() && !path.contains("GrantOrdered"))) {
            broken.add("the review of " + key + " goes no lawful way: " + review);
        }
    }

    private static boolean isReview(Told event) {
        return event.type().startsWith("Review");
    }

    private static void grant(String key, List<Told> events, History history, List<String> broken) {
        String path = path(events);
        if (!GRANT.matcher(path).matches()) {
            broken.add("grant " + key + " goes no lawful way: " + path);
        } else if (!isOver(events.getLast()) && !lives(events, history.end())) {
            broken.add("grant " + key + " is left under way: " + path);
        }
    }

    /// Whether a grant that is not over need not be.
    private static boolean lives(List<Told> events, Instant end) {
        Told last = events.getLast();
        return last.is("GrantActivated")
                && last.time("/expiresAt").plus(Removals.PATIENCE).isAfter(end);
    }

    static boolean isOver(Told last) {
        return last.is("GrantFailed") || last.is("GrantRevoked") || last.is("GrantClosed");
    }

    private static String path(List<Told> events) {
        return events.stream().map(Told::type).collect(Collectors.joining(" "));
    }
}
