package hourglass.local.samples;

import hourglass.local.stack.Addresses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Twelve requests of the people of Hanse Pay, as they would send them themselves: each outcome that there is, at any
/// hour of any day. All access ends within a minute; one request stays in Bob's inbox, one stays held.
public final class SampleRequests {
    private static final String STAGING = "payments-staging";

    private final Addresses addresses;
    private final Duration pause;
    private final Map<String, Person> people = new HashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private long nextAt = System.nanoTime();

    /// Samples for a stack that is ready.
    ///
    /// @param pause from one request to the next, so that graphs show a line and not a dot
    public SampleRequests(Addresses addresses, Duration pause) {
        this.addresses = addresses;
        this.pause = pause;
    }

    /// One request that was sent.
    ///
    /// @param id of the request
    /// @param person who asked
    /// @param story what it shows
    public record Sent(String id, String person, String story) {}

    /// Sends them one after the other. May be repeated: the keys stay the same, so nothing is asked twice.
    ///
    /// @return those that were sent, in order
    /// @throws RuntimeException that says what went otherwise than it should; what was sent before stays
    public List<Sent> send() {
        approvedByTheLead();
        automatic();
        denied();
        onCall();
        twoStages();
        breakGlass();
        ownApprovalRefused();
        refusedByTheLead();
        endedEarly();
        cancelled();
        held();
        waiting();
        return sent();
    }

    /// Those that were sent until now, in order.
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void approvedByTheLead() {
        JsonNode asked = ask("alice", "approved", form(STAGING, "owner", "45s", "Add an index before the load test"));
        as("bob").vote("approve", asked, "Go ahead");
    }

    private void automatic() {
        ask("carol", "automatic", form(STAGING, "reader", "40s", "Compare row counts after the import"));
    }

    private void denied() {
        ask("kim", "denied", form(STAGING, "reader", "10m", "Curious how payments look"));
    }

    private void onCall() {
        ask("dave", "on call", form("payments-eu", "reader", "40s", "Pager: payment 4711 is stuck"));
    }

    /// Production is closed at night, on weekends and over the turn of the year: then this one is denied for that.
    private void twoStages() {
        JsonNode asked = ask("carol", "two stages", form("ledger", "writer", "30s", "Correct entry 42, see CHG-9"));
        if (asked.path("state").asString().equals("IN_REVIEW")) {
            as("bob").vote("approve", asked, "Checked the entry");
            as("grace").vote("approve", asked, "Agreed with the auditors in CHG-9");
        }
    }

    private void breakGlass() {
        Map<String, Object> form =
                new HashMap<>(form("payments-eu", "debugger", "30s", "Payments fail since ten past, customers call"));
        form.put("ticket", "INC-42");
        form.put("breakGlass", true);
        JsonNode asked = ask("dave", "break-glass", form);
        as("dave").await("ACTIVE", asked);
        as("erin").does("review", asked, Map.of("outcome", "justified", "comment", "The incident was real: INC-42"));
    }

    private void ownApprovalRefused() {
        JsonNode asked = ask("bob", "own approval", form(STAGING, "owner", "30s", "Drop the old index"));
        as("bob").approveOwn(asked);
        as("carol").vote("approve", asked, "Fine, it is unused");
    }

    private void refusedByTheLead() {
        JsonNode asked = ask("alice", "refused", form(STAGING, "owner", "1h", "Try out a new schema"));
        as("bob").vote("refuse", asked, "Use the development database for that");
    }

    private void endedEarly() {
        JsonNode asked = ask("ivan", "ended early", form(STAGING, "writer", "4h", "Repair the test customers"));
        as("ivan").await("ACTIVE", asked);
        turn();
        as("ivan").does("end", asked, Map.of("comment", "Done sooner"));
    }

    private void cancelled() {
        JsonNode asked = ask("alice", "cancelled", form("payments-dev", "writer", "8h", "Load test, all day"));
        as("alice").does("cancel", asked, Map.of("comment", "Not today"));
    }

    private void held() {
        ask("kim", "held", form("payments-dev", "writer", "9h", "Longer than anybody may"));
    }

    private void waiting() {
        ask("ivan", "waiting", form(STAGING, "owner", "1m", "Run the migration once by hand"));
    }

    private JsonNode ask(String person, String story, Map<String, ?> form) {
        turn();
        JsonNode view = as(person).ask("first-start-" + person + "-" + story.replace(' ', '-'), form);
        sent.add(new Sent(view.path("id").asString(), person, story));
        return view;
    }

    private static Map<String, Object> form(String resource, String role, String duration, String reason) {
        return Map.of("resource", resource, "role", role, "duration", duration, "reason", reason);
    }

    private Person as(String name) {
        return people.computeIfAbsent(name, who -> Person.as(who, addresses));
    }

    /// Waits for the next one's moment.
    private void turn() {
        LockSupport.parkNanos(nextAt - System.nanoTime());
        nextAt = System.nanoTime() + pause.toNanos();
    }
}
