package hourglass.web;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/// Who may call what, said by a service in its `config`. What no rule names is denied. Without a bean of this type all
/// of
/// `/v1` is open to whoever is signed in.
@FunctionalInterface
public interface AccessRules {
    /// Adds the service's rules; the first that matches counts.
    void add(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry calls);
}
