package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// I12: what a grant gave and was taken away does not come back; where it does, it is found and gone within a
/// minute.
final class Residue implements Invariant {
    private static final Duration MENDED = Duration.ofSeconds(60);

    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        for (Told found : history.on(Topics.DRIFT, "DriftFound")) {
            boolean more = List.of("UNEXPLAINED", "RESIDUE", "WIDENED").contains(found.text("/kind"));
            boolean mended = history.on(Topics.DRIFT, "DriftCleared").stream()
                    .anyMatch(cleared -> cleared.text("/findingId").equals(found.text("/findingId"))
                            && cleared.at().isBefore(found.at().plus(MENDED)));
            if (more && !mended) {
                history.on(Topics.GRANTS, "GrantRevoked").stream()
                        .filter(revoked -> !revoked.time("/verifiedAt").isAfter(found.at()) && isOf(revoked, found))
                        .forEach(revoked -> broken.add("what " + revoked + " took away came back: " + found));
            }
        }
        return broken;
    }

    private static boolean isOf(Told revoked, Told found) {
        JsonNode binding = revoked.body().at("/grant/binding");
        Set<JsonNode> common = new HashSet<>(found.all("/entitlements"));
        common.retainAll(binding.path("entitlements").valueStream().toList());
        return binding.path("target").equals(found.body().path("target"))
                && binding.path("account").equals(found.body().path("account"))
                && !common.isEmpty();
    }
}
