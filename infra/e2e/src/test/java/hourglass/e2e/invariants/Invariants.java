package hourglass.e2e.invariants;

import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All of them.
public final class Invariants {
    private final Map<String, Invariant> all = new TreeMap<>();

    /// @param policyService the key that allowances are checked with
    /// @param again the decision function
    public Invariants(PublicKey policyService, Again again) {
        all.put("I01 sequences", new Sequences());
        all.put("I01 answers", new Answers());
        all.put("I02 I08 I15 paths", new Paths());
        all.put("I03 allowed", new Allowed(policyService));
        all.put("I03 reruns", new Reruns(again));
        all.put("I04 I05 votes", new Votes());
        all.put("I06 orders", new Orders());
        all.put("I07 bounds", new Bounds());
        all.put("I09 I11 removals", new Removals());
        all.put("I12 residue", new Residue());
    }

    /// What is broken, by invariant; nothing when all hold.
    public Map<String, List<String>> brokenBy(History history) {
        Map<String, List<String>> broken = new TreeMap<>();
        all.forEach((name, invariant) -> {
            List<String> places = invariant.brokenBy(history);
            if (!places.isEmpty()) {
                broken.put(name, places);
            }
        });
        return broken;
    }
}
