package hourglass.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the provider is told at its start, as `hourglass.identity.*`.
///
/// @param data folder for the signing key and the refresh tokens; made when it isn't there
/// @param people YAML file of the people who may sign in; the shipped one when absent
/// @param serviceSecret what request-service proves itself with, 16 characters at least
/// @param issuer the address in every token, `http://localhost:PORT`
/// @param address the address to listen on; a loopback one, because here nobody needs a password
/// @param accessToken how long an access token is good for, 1 minute to 24 hours
/// @param refreshToken how long a refresh token is good for, counted anew with each use
@ConfigurationProperties("hourglass.identity")
public record IdentitySettings(
        Path data,
        @Nullable Path people,
        String serviceSecret,
        String issuer,
        String address,
        @DefaultValue("1h") Duration accessToken,
        @DefaultValue("30d") Duration refreshToken) {

    /// Refuses what can't be meant.
    ///
    /// @throws IllegalArgumentException naming the setting and what it takes
    public IdentitySettings {
        if (data == null) {
            throw new IllegalArgumentException("Set hourglass.identity.data to a folder for keys and refresh tokens");
        }
        if (serviceSecret == null || serviceSecret.length() < 16) {
            throw new IllegalArgumentException("Set hourglass.identity.service-secret to 16 characters or more");
        }
        if (accessToken.compareTo(Duration.ofMinutes(1)) < 0 || accessToken.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("hourglass.identity.access-token must be from 1m to 24h");
        }
        if (!refreshToken.isPositive()) {
            throw new IllegalArgumentException("hourglass.identity.refresh-token must be positive");
        }
        if (!isLoopback(address)) {
            throw new IllegalArgumentException("server.address must be a loopback address, not " + address
                    + ": whoever reaches this provider can sign in as anybody");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("server.address names no host: " + address, unknown);
        }
    }
}
