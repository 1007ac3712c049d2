package hourglass.grant.targets;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How each target is reached: `hourglass.grant.targets.<id>.…`. None of it stands in the policy repository.
///
/// @param targets by the id that the catalog uses
@ConfigurationProperties("hourglass.grant")
public record TargetSettings(@DefaultValue Map<String, One> targets) {
    public TargetSettings {
        targets = Map.copyOf(targets);
    }

    /// How many threads a target's lane has.
    public int threads(String target) {
        return Objects.requireNonNull(targets.get(target), target).threads();
    }

    /// One target.
    ///
    /// @param adapter `postgresql`
    /// @param url JDBC address, naming the database that holds the fence table
    /// @param password absent where the server doesn't ask for one
    /// @param threads accounts worked on at once, 1 to 32
    public record One(
            String adapter,
            String url,
            String username,
            @Nullable String password,
            @DefaultValue("4") int threads) {
        public One {
            if (threads < 1 || threads > 32) {
                throw new IllegalArgumentException("threads is 1 to 32, not " + threads + ".");
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "url is a JDBC address like jdbc:postgresql://host:5432/postgres, not '" + url + "'.");
            }
            URI.create(url.substring("jdbc:".length()));
        }
    }
}
