package hourglass.grant;

import java.util.Map;
import java.util.Optional;

/// The targets of this service's settings, by id.
public record Targets(Map<String, Target> byId) {
    public Targets {
        byId = Map.copyOf(byId);
    }

    public Optional<Target> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
