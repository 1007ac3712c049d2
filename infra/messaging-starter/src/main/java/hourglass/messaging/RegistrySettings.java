package hourglass.messaging;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the schema registry is.
///
/// @param url base of its Confluent API, such as `http://localhost:8081/apis/ccompat/v7`
/// @param timeout for one call, connecting included
@ConfigurationProperties("hourglass.registry")
public record RegistrySettings(
        @DefaultValue("http://localhost:8081/apis/ccompat/v7")
        URI url,

        @DefaultValue("5s") Duration timeout) {
    /// Refuses an address that is not http or https.
    public RegistrySettings {
        if (url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new IllegalArgumentException(
                    "hourglass.registry.url is '" + url + "': write an http or https address.");
        }
    }
}
