package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Part;
import hourglass.policy.Decision.Truth;
import hourglass.policy.engine.RandomSets.Documents;
import hourglass.policy.engine.documents.AccessPolicy;
import hourglass.policy.engine.documents.Guardrail;
import hourglass.policy.engine.documents.RouteText;
import hourglass.policy.engine.documents.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How long a random set may give access, reckoned from its documents as they are written (rules 7, 8 and 13): of
/// what the engine says only what each condition came to is believed.
final class ReckonedBounds {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Documents documents;
    private final Ask ask;
    private final Decision decision;
    private final String way;

    /// @param decision one that names a way in
    ReckonedBounds(Documents documents, Ask ask, Decision decision) {
        this.documents = documents;
        this.ask = ask;
        this.decision = decision;
        this.way = Objects.requireNonNull(decision.way());
    }

    /// The smallest maximum of the policy, of its route and those put aside before it, and of the guardrails that
    /// speak.
    Optional<Duration> max() {
        List<Duration> all = new ArrayList<>();
        AccessPolicy policy = policy();
        add(all, policy.max());
        for (RouteText route : policy.routes()) {
            boolean taken = way.equals(policy.head().id() + "/" + route.id());
            boolean asked = (route.breakGlass() != null) == ask.content().breakGlass();
            if (taken || (asked && truth(policy.head().id(), "i" + route.id(), Part.IF) == Truth.UNKNOWN)) {
                add(all, route.max());
            }
            if (taken) {
                break;
            }
        }
        speaking().forEach(guardrail -> add(all, guardrail.max()));
        return all.stream().min(Duration::compareTo);
    }

    /// The earliest closing of the calendars that end access.
    Optional<Instant> notAfter() {
        Instant start = ask.content().startsAt();
        Instant now = start != null && start.isAfter(ask.askedAt()) ? start : ask.askedAt();
        return speaking()
                .map(Guardrail::until)
                .filter(Objects::nonNull)
                .map(calendar -> closing(calendar, now.atZone(BERLIN)))
                .min(Instant::compareTo);
    }

    /// Of `office`, Mon-Fri 09:00-18:00, `day`, 08:00-20:00, and `night`, 22:00-06:00, while they are open.
    private static Instant closing(String calendar, ZonedDateTime now) {
        int end = switch (calendar) {
            case "office" -> 18;
            case "day" -> 20;
            default -> 6;
        };
        boolean tomorrow = now.getHour() >= end;
        return now.toLocalDate()
                .plusDays(tomorrow ? 1 : 0)
                .atTime(end, 0)
                .atZone(BERLIN)
                .toInstant();
    }

    private AccessPolicy policy() {
        String id = way.substring(0, way.indexOf('/'));
        return documents.policies().stream()
                .filter(policy -> policy.head().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Guardrail> speaking() {
        return documents.guardrails().stream()
                .filter(guardrail -> matches(guardrail.target()))
                .filter(guardrail ->
                        !(guardrail.breakGlassExempt() && ask.content().breakGlass()))
                .filter(guardrail -> truth(guardrail.head().id(), "w", Part.WHEN) != Truth.FALSE);
    }

    /// Of the conditions of one document whose names begin alike, all together; true when there is none.
    private Truth truth(String document, String prefix, Part part) {
        String begin = document + "/" + prefix;
        List<Truth> all = decision.conditions().stream()
                .filter(condition -> condition.part() == part
                        && condition.name().startsWith(begin)
                        && condition.name().length() == begin.length() + 1)
                .map(Decision.Condition::result)
                .toList();
        return all.contains(Truth.FALSE) ? Truth.FALSE : all.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.TRUE;
    }

    /// Both things are databases; globs have no other sign than `*` here.
    private boolean matches(Target target) {
        return (target.names().isEmpty()
                        || target.names().stream()
                                .anyMatch(glob -> ask.content().resource().matches(glob.replace("*", ".*"))))
                && (target.roles().isEmpty()
                        || target.roles().contains(ask.content().role()))
                && (target.types().isEmpty() || target.types().contains("database"));
    }

    private static void add(List<Duration> all, @Nullable Duration one) {
        if (one != null) {
            all.add(one);
        }
    }
}
