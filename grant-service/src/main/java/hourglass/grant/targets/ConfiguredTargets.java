package hourglass.grant.targets;

import hourglass.grant.Target;
import hourglass.grant.Targets;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes the targets that the settings name.
public final class ConfiguredTargets {
    private ConfiguredTargets() {}

    /// The targets by id. None is connected to yet.
    ///
    /// @throws IllegalArgumentException for an adapter that this version doesn't have
    public static Targets from(TargetSettings settings) {
        return new Targets(settings.targets().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> target(entry.getKey(), entry.getValue()))));
    }

    private static Target target(String id, TargetSettings.One settings) {
        return switch (settings.adapter()) {
            case "postgresql" ->
                new PostgresTarget(
                        id, PostgresConnections.to(settings.url(), settings.username(), settings.password()));
            default ->
                throw new IllegalArgumentException(
                        "Target '%s' names the adapter '%s'; there is 'postgresql'.".formatted(id, settings.adapter()));
        };
    }
}
