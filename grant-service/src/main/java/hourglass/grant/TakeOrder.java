package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins a grant, if policy's allowance in the order says so and nothing speaks against it here.
public final class TakeOrder {
    /// An order further ahead of this service's clock than this starts nothing: one of the two clocks is wrong.
    public static final Duration AHEAD = Duration.ofSeconds(5);

    private final Grants grants;
    private final Allowances allowances;
    private final Targets targets;
    private final InstantSource clock;

    public TakeOrder(Grants grants, Allowances allowances, Targets targets, InstantSource clock) {
        this.grants = grants;
        this.allowances = allowances;
        this.targets = targets;
        this.clock = clock;
    }

    /// Takes an order once; a repeat changes nothing.
    ///
    /// @return what became of it, empty for a repeat
    public Optional<Grant> take(Order order, Cause cause) {
        return grants.change(order.request(), cause, held -> {
            if (held != null) {
                return Change.none(Optional.empty());
            }
            Move<? extends Grant> move = decide(order, clock.instant());
            return Change.of(Optional.of(move.to()), move);
        });
    }

    private Move<? extends Grant> decide(Order order, Instant now) {
        if (order.orderedAt().isAfter(now.plus(AHEAD))) {
            String detail =
                    "The order is of %s, and it is only %s here. Check both clocks.".formatted(order.orderedAt(), now);
            return Grant.fail(order.request(), null, Reason.REFUSED, detail);
        }
        return switch (allowances.read(order.allowance())) {
            case Allowances.Verdict.Bad(String why) -> Grant.fail(order.request(), null, Reason.BAD_ALLOWANCE, why);
            case Allowances.Verdict.Good(Terms terms) -> begin(order, terms, now);
        };
    }

    private Move<? extends Grant> begin(Order order, Terms terms, Instant now) {
        String differing = differing(order, terms);
        if (differing != null) {
            return Grant.fail(order.request(), null, Reason.BAD_ALLOWANCE, differing);
        }
        if (!now.isBefore(terms.startDeadline())) {
            String detail = "It came at %s, and had to begin before %s.".formatted(now, terms.startDeadline());
            return Grant.fail(order.request(), terms, Reason.TOO_LATE, detail);
        }
        Optional<Target> target = targets.find(terms.account().target());
        if (target.isEmpty()) {
            String detail = "This service has no target '%s'. Add it to hourglass.grant.targets."
                    .formatted(terms.account().target());
            return Grant.fail(order.request(), terms, Reason.UNKNOWN_TARGET, detail);
        }
        for (String obligation : terms.obligations()) {
            if (!target.get().obligations().contains(obligation)) {
                String detail = "Target '%s' can't meet the obligation '%s'."
                        .formatted(terms.account().target(), obligation);
                return Grant.fail(order.request(), terms, Reason.OBLIGATION, detail);
            }
        }
        Optional<String> objection = target.get().objection(terms.account().name(), terms.entitlements());
        if (objection.isPresent()) {
            return Grant.fail(order.request(), terms, Reason.REFUSED, objection.get());
        }
        return Grant.start(terms, now);
    }

    private static @Nullable String differing(Order order, Terms terms) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("request", order.request().equals(terms.request()));
        same.put("digest", order.digest().equals(terms.digest()));
        same.put("decision", order.decisionId().equals(terms.decisionId()));
        same.put("person", order.person().equals(terms.person()));
        same.put("resource", order.resource().equals(terms.resource()));
        same.put("role", order.role().equals(terms.role()));
        same.put("granted time", order.granted().equals(terms.granted()));
        same.put("notAfter", Objects.equals(order.notAfter(), terms.notAfter()));
        same.put("startBy", order.startBy().equals(terms.startBy()));
        return same.entrySet().stream()
                .filter(field -> !field.getValue())
                .findFirst()
                .map(field -> "The order and its allowance name a different " + field.getKey() + ".")
                .orElse(null);
    }
}
