package hourglass.policy.config;

import hourglass.policy.git.Bounds;
import hourglass.policy.git.Remote;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where policies come from, and what allowances are signed with.
///
/// @param repository Git URL, `https:` or `file:`
/// @param branch the branch that counts
/// @param username for a repository that wants one
/// @param password or access token that goes with it
/// @param poll how often the repository is looked at, at least 100 ms
/// @param fetchTimeout how long one look may take
/// @param maxAge how long decisions go on when the repository doesn't answer
/// @param data folder for the copy of the repository; what is in it outlives the process
/// @param allowanceKey PEM file with a PKCS#8 private key on curve P-256
@ConfigurationProperties("hourglass.policy")
public record PolicySettings(
        String repository,
        @DefaultValue("main") String branch,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("10s") Duration poll,
        @DefaultValue("30s") Duration fetchTimeout,
        @DefaultValue("24h") Duration maxAge,
        Path data,
        Path allowanceKey) {

    @SuppressWarnings("ConstantValue")
    public PolicySettings {
        need(repository, "repository", "a Git URL, such as https://git.example/policies.git");
        need(data, "data", "a folder that outlives the process");
        need(allowanceKey, "allowance-key", "a PEM file with a P-256 private key");
        if (poll.toMillis() < 100) {
            throw new IllegalArgumentException("hourglass.policy.poll is " + poll + ": write 100ms or more.");
        }
    }

    private static void need(@Nullable Object value, String name, String what) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("hourglass.policy." + name + " is missing: write " + what + ".");
        }
    }

    Remote remote() {
        return new Remote(repository, branch, username, password, fetchTimeout);
    }

    Path copy() {
        return data.resolve("policies.git");
    }

    Bounds bounds() {
        return Bounds.USUAL;
    }
}
