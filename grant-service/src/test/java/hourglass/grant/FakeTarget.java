package hourglass.grant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A target in memory, held to the same contract kit as the real ones. A test may make it answer badly.
public final class FakeTarget implements Target {
    private final Set<String> offered;
    private final Map<String, Set<String>> given = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private boolean silent;
    private boolean unheard;
    private boolean broken;

    public FakeTarget(Set<String> offered) {
        this.offered = Set.copyOf(offered);
    }

    /// From now on it does nothing and doesn't answer.
    public synchronized void silent(boolean silent) {
        this.silent = silent;
    }

    /// From now on it does the work and its answer is lost.
    public synchronized void unheard(boolean unheard) {
        this.unheard = unheard;
    }

    /// From now on it throws, which no target may.
    public synchronized void broken(boolean broken) {
        this.broken = broken;
    }

    public synchronized Set<String> given(String account) {
        return new TreeSet<>(given.getOrDefault(account, Set.of()));
    }

    @Override
    public synchronized Answer apply(Wanted wanted) {
        if (broken) {
            throw new IllegalStateException("a fault of its own");
        }
        if (silent) {
            return new Answer.NoAnswer("connection refused.");
        }
        long newest = fences.getOrDefault(wanted.account(), 0L);
        if (newest > wanted.fence()) {
            return new Answer.Fenced(newest);
        }
        fences.put(wanted.account(), wanted.fence());
        Map<String, String> refused = new TreeMap<>();
        Set<String> possible = new TreeSet<>();
        for (String name : wanted.entitlements()) {
            if (offered.contains(name)) {
                possible.add(name);
            } else {
                refused.put(name, "There is no role '" + name + "'.");
            }
        }
        given.put(wanted.account(), possible);
        return unheard
                ? new Answer.NoAnswer("timeout.")
                : new Answer.Applied(
                        new Reading(possible, refused, wanted.obligations(), List.of(), 0, List.of(), null));
    }

    @Override
    public Optional<String> objection(String account, Set<String> entitlements) {
        return Optional.empty();
    }

    @Override
    public Set<String> obligations() {
        return Set.of("record-session");
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }
}
