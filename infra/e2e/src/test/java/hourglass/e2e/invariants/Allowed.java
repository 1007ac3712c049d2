package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// I03: each grant names one decision that is an ALLOW for the same request, is what that decision and its order
/// say, and the allowance between them is policy-service's own.
final class Allowed implements Invariant {
    private static final List<String> SAME = List.of("person", "resource", "role", "digest", "decisionId");

    private final PublicKey policyService;

    Allowed(PublicKey policyService) {
        this.policyService = policyService;
    }

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, Told> answers = history.answers().values().stream()
                .collect(Collectors.toMap(Told::eventId, Function.identity(), (a, _) -> a));
        for (Told order : history.on(Topics.REQUESTS, "GrantOrdered")) {
            Told answer = answers.get(order.text("/decisionId"));
            if (answer == null
                    || !answer.text("/outcome").equals("ALLOW")
                    || !answer.key().equals(order.key())) {
                broken.add(order + " names no decision that is an ALLOW");
            } else if (!answer.text("/digest").equals(order.text("/digest"))
                    || !answer.text("/allowance").equals(order.text("/allowance"))) {
                broken.add(order + " is not what its decision allowed");
            }
            allowance(order, broken);
        }
        for (Told started : history.on(Topics.GRANTS, "GrantStarted")) {
            Optional<Told> order = history.the(Topics.REQUESTS, started.key(), "GrantOrdered");
            Told answer = answers.get(started.text("/grant/decisionId"));
            if (order.isEmpty() || answer == null) {
                broken.add(started + " names no decision that was ordered");
            } else if (!isWhatWasAllowed(started, order.get(), answer)) {
                broken.add(started + " is not what was allowed");
            }
        }
        for (Told later : history.on(Topics.GRANTS)) {
            Optional<Told> started = history.the(Topics.GRANTS, later.key(), "GrantStarted");
            if (later.has("/grant")
                    && started.isPresent()
                    && !later.body().path("grant").equals(started.get().body().path("grant"))) {
                broken.add(later + " is of another grant than the one that started");
            }
        }
        return broken;
    }

    private static boolean isWhatWasAllowed(Told started, Told order, Told answer) {
        JsonNode grant = started.body().path("grant");
        return SAME.stream()
                        .allMatch(field -> grant.path(field).equals(order.body().path(field)))
                && binding(grant).equals(binding(answer.body()))
                && grant.path("policy").equals(answer.body().path("policy"))
                && grant.path("breakGlass").equals(answer.body().path("breakGlass"))
                && grant.path("obligations").equals(answer.body().path("obligations"));
    }

    /// In whatever order the entitlements come.
    private static List<Object> binding(JsonNode of) {
        JsonNode binding = of.path("binding");
        return List.of(
                binding.path("target"),
                binding.path("account"),
                binding.path("entitlements").valueStream().collect(Collectors.toSet()));
    }

    private void allowance(Told order, List<String> broken) {
        Optional<JsonNode> claims = Jws.claims(order.text("/allowance"), policyService);
        if (claims.isEmpty()) {
            broken.add("the allowance in " + order + " is not signed by policy-service");
            return;
        }
        JsonNode claim = claims.get();
        boolean same = claim.path("request").asString("").equals(order.key())
                && claim.path("jti").asString("").equals(order.text("/decisionId"))
                && List.of("digest", "person", "resource", "role", "grantedSeconds").stream()
                        .allMatch(name -> claim.path(name).equals(order.body().path(name)));
        if (!same) {
            broken.add("the allowance in " + order + " allows something else");
        }
    }
}
