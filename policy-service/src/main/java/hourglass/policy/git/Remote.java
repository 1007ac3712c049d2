package hourglass.policy.git;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where policies come from.
///
/// @param url any URL that Git takes: `https:`, `file:`
/// @param branch short name, such as `main`
/// @param username for a remote that wants one, else absent
/// @param password its password or access token, else absent
/// @param timeout of one fetch, at least a second
public record Remote(
        String url,
        String branch,
        @Nullable String username,
        @Nullable String password,
        Duration timeout) {
    public Remote {
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("A fetch takes at least a second: " + timeout);
        }
    }

    @Override
    public String toString() {
        return url + " branch " + branch;
    }
}
