package hourglass.request.api;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The addresses at which people and tools reach the four services.
@ConfigurationProperties("hourglass.addresses")
public record AddressSettings(
        @DefaultValue("http://localhost:8701") URI request,
        @DefaultValue("http://localhost:8702") URI policy,
        @DefaultValue("http://localhost:8703") URI grant,
        @DefaultValue("http://localhost:8704") URI audit) {}
