package hourglass.request.config;

import hourglass.web.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who may call what. Beyond it, each act asks the domain: a token alone opens nothing.
@Configuration(proxyBeanMethods = false)
class WhoMayCallWhat {
    @Bean
    AccessRules accessRules() {
        return calls -> {
            calls.requestMatchers("/.well-known/hourglass").permitAll();
            calls.requestMatchers("/v1/**").authenticated();
        };
    }
}
