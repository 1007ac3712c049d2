package hourglass.request.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How often one person may call in a minute, at each instance of the service. Each is at least 1.
@ConfigurationProperties("hourglass.request.limits")
public record LimitSettings(
        @DefaultValue("30") int submitsPerMinute,
        @DefaultValue("120") int previewsPerMinute,
        @DefaultValue("60") int actsPerMinute) {
    /// Refuses a limit under which nobody could do anything.
    public LimitSettings {
        if (submitsPerMinute < 1 || previewsPerMinute < 1 || actsPerMinute < 1) {
            throw new IllegalArgumentException("Each of hourglass.request.limits is at least 1.");
        }
    }
}
