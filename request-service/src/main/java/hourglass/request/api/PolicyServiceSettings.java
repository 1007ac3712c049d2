package hourglass.request.api;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where policy-service is, which explains decisions before they are asked for.
///
/// @param url its address
/// @param timeout for one call, connecting included
@ConfigurationProperties("hourglass.policy-service")
public record PolicyServiceSettings(
        @DefaultValue("http://localhost:8702") URI url,
        @DefaultValue("5s") Duration timeout) {}
