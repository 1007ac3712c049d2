package hourglass.grant.consumes;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// By whose key an allowance is believed.
///
/// @param allowanceKey PEM file with policy-service's public P-256 keys, one or more `PUBLIC KEY` blocks: several
///     while a key is being changed
@ConfigurationProperties("hourglass.grant")
public record AllowanceSettings(Path allowanceKey) {}
