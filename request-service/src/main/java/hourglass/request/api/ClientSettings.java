package hourglass.request.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// This service as a client of the identity provider, and the client that people's tools are.
///
/// @param clientId of this service, for client credentials
/// @param clientSecret of this service; without one nothing can be previewed
/// @param toolClientId public client of command line and tools
@ConfigurationProperties("hourglass.identity")
public record ClientSettings(
        @DefaultValue("hourglass-request-service") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("hourglass-cli") String toolClientId) {
    @Override
    public String toString() {
        return "ClientSettings[clientId=" + clientId + ", toolClientId=" + toolClientId + "]";
    }
}
