package hourglass.policy.config;

import hourglass.web.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// Who may call what. What isn't named is denied.
@Configuration(proxyBeanMethods = false)
class CallRules {
    @Bean
    AccessRules accessRules() {
        return calls -> calls.requestMatchers(HttpMethod.GET, "/schemas/policy-v1.json")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/v1/policy-sets:refresh")
                .hasAnyRole("policy-author", "operator")
                .requestMatchers("/v1/**")
                .authenticated();
    }
}
