package hourglass.grant.config;

import hourglass.web.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// Who may call what. Whose grants one sees is the controllers' business.
@Configuration(proxyBeanMethods = false)
class Access {
    @Bean
    AccessRules accessRules() {
        return calls -> calls.requestMatchers(HttpMethod.GET, "/v1/grants", "/v1/grants/*")
                .authenticated()
                .requestMatchers(HttpMethod.GET, "/v1/targets")
                .hasAnyRole("operator", "auditor")
                .requestMatchers(HttpMethod.POST, "/v1/grants/*")
                .hasRole("operator");
    }
}
