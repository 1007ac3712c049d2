package hourglass.grant.api;

import hourglass.grant.GrantView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A grant in an answer: the whole view, of which a list shows the first twelve fields.
///
/// @param request the request's id, which is the grant's
/// @param lastAnswer what the target last answered when something went wrong
/// @param closing `one of two` while a second operator is awaited
record GrantBody(
        String request,
        String state,
        long revision,
        @Nullable Named person,
        @Nullable Named resource,
        @Nullable String role,
        @Nullable String target,
        @Nullable String account,
        @Nullable Instant activatedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant dueAt,
        int tries,
        @Nullable String lastAnswer,
        @Nullable Instant nextTryAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        String detail,
        List<String> entitlements,
        boolean breakGlass,
        @Nullable String closing,
        List<String> closedBy,
        List<String> actions,
        Map<String, String> blocked) {
    /// Two accounts of one human are told from two humans only by the directory.
    static final String CLOSE_NEEDS_PERSON =
            "Closing takes two different people, and you are no active person of the directory.";

    private static final Set<String> LIVE = Set.of("PROVISIONING", "ACTIVE");
    private static final Set<String> UNFINISHED = Set.of("PROVISIONING", "ACTIVE", "REVOKING", "OVERDUE");

    /// A thing with its id and, where it is known, its name.
    record Named(String id, @Nullable String name) {}

    /// The first twelve fields.
    record Row(
            String request,
            String state,
            long revision,
            @Nullable Named person,
            @Nullable Named resource,
            @Nullable String role,
            @Nullable String target,
            @Nullable String account,
            @Nullable Instant activatedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant dueAt,
            int tries) {}

    static GrantBody of(GrantView grant, Caller caller) {
        List<String> actions = new ArrayList<>();
        Map<String, String> blocked = new LinkedHashMap<>();
        acts(grant, caller, actions, blocked);
        return new GrantBody(
                grant.request().text(),
                grant.state(),
                grant.revision(),
                grant.person() == null ? null : new Named(grant.person(), grant.name()),
                grant.resource() == null ? null : new Named(grant.resource(), null),
                grant.role(),
                grant.target(),
                grant.account(),
                grant.activatedAt(),
                grant.expiresAt(),
                grant.dueAt(),
                grant.tries(),
                grant.lastAnswer(),
                grant.nextTryAt(),
                grant.startedAt(),
                grant.endedAt(),
                grant.reason(),
                grant.detail(),
                grant.entitlements(),
                grant.breakGlass(),
                grant.closing() == null ? null : "one of two",
                grant.closing() == null ? grant.closedBy() : List.of(grant.closing()),
                actions,
                blocked);
    }

    Row row() {
        return new Row(
                request,
                state,
                revision,
                person,
                resource,
                role,
                target,
                account,
                activatedAt,
                expiresAt,
                dueAt,
                tries);
    }

    private static void acts(GrantView grant, Caller caller, List<String> actions, Map<String, String> blocked) {
        Map<String, Boolean> possible = new LinkedHashMap<>();
        possible.put("end", LIVE.contains(grant.state()));
        possible.put("retry", UNFINISHED.contains(grant.state()));
        possible.put("close", grant.state().equals("OVERDUE"));
        possible.forEach((act, now) -> {
            if (!now) {
                return;
            }
            if (!caller.operator()) {
                blocked.put(act, "Only operators may do this here. Your own access ends through its request.");
            } else if (act.equals("close") && caller.person() == null) {
                blocked.put(act, CLOSE_NEEDS_PERSON);
            } else if (act.equals("close") && caller.actor().id().equals(grant.closing())) {
                blocked.put(act, "You have said so already; it takes a second, different operator.");
            } else {
                actions.add(act);
            }
        });
    }
}
