package hourglass.policy.engine;

import hourglass.policy.Resource.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What can be said about a role before anybody asks for it. No condition is looked at, so `max` is the most that the
/// documents give to anybody: who asks may get less, and guardrails with a `when` may be silent.
final class Prospects {
    private static final Duration UNBOUNDED = Duration.ofSeconds(Long.MAX_VALUE);

    private Prospects() {}

    static Terms of(Pair pair) {
        Duration limit = pair.guardrails().stream()
                .filter(guardrail -> guardrail.when().isEmpty())
                .map(guardrail -> orUnbounded(guardrail.text().max()))
                .reduce(UNBOUNDED, Prospects::least);
        List<LinkedPolicy> ordinary = pair.policies().stream()
                .filter(policy -> !policy.ordinary().isEmpty())
                .toList();
        Duration max = ordinary.stream()
                .map(policy -> least(limit, longest(policy)))
                .max(Duration::compareTo)
                .orElse(UNBOUNDED);
        Duration byDefault = ordinary.stream()
                .map(policy -> proposed(policy, limit))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .orElse(null);
        boolean breakGlass =
                pair.policies().stream().anyMatch(policy -> !policy.breakGlass().isEmpty());
        return new Terms(byDefault, max.equals(UNBOUNDED) ? null : max, breakGlass);
    }

    /// By the ordinary route that gives longest, as [Offer] bounds it.
    private static Duration longest(LinkedPolicy policy) {
        Duration widest = policy.ordinary().stream()
                .map(route -> orUnbounded(route.max()))
                .reduce(Duration.ZERO, Prospects::most);
        return least(orUnbounded(policy.text().max()), widest);
    }

    private static @Nullable Duration proposed(LinkedPolicy policy, Duration limit) {
        Duration byDefault = policy.text().byDefault();
        return byDefault == null ? null : least(byDefault, least(limit, longest(policy)));
    }

    private static Duration orUnbounded(@Nullable Duration max) {
        return max == null ? UNBOUNDED : max;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration most(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
