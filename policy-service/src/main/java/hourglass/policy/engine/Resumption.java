package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Session;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What becomes of an ask when the requester signs in again, second factor and all, and nothing else changes.
final class Resumption {
    /// The facts that a fresh session brings.
    static final Set<String> FACTS = Set.of("requester.mfaAt", "request.at");

    private Resumption() {}

    static Ask of(Ask ask, Instant now) {
        Session old = ask.session();
        Session fresh = new Session(old.idp(), old.subject(), now, old.acr(), List.of("mfa"), old.channel(), now);
        return new Ask(
                ask.number(),
                ask.cause(),
                ask.askedAt(),
                ask.phase(),
                ask.policyAtLeast(),
                ask.content(),
                ask.digest(),
                fresh,
                ask.votes(),
                ask.windows(),
                ask.standing(),
                ask.basis());
    }

    /// Whether one of the `failed` conditions reads what only the request's own text can change.
    static boolean wantsOtherContent(Model model, Pair pair, Set<String> failed) {
        Stream<LinkedCondition> conditions = Stream.concat(
                pair.policies().stream()
                        .flatMap(policy ->
                                Stream.of(policy.when(), policy.require()).flatMap(List::stream)),
                pair.guardrails().stream()
                        .flatMap(rail -> Stream.of(rail.deny(), rail.require()).flatMap(List::stream)));
        return conditions
                .filter(condition -> failed.contains(condition.name()))
                .flatMap(condition -> condition.expression().reads().stream())
                .anyMatch(path -> path.startsWith("request.") && model.types().isTyped(path));
    }
}
