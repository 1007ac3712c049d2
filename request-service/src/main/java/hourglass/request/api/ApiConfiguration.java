package hourglass.request.api;

import hourglass.web.ProblemCatalogue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Settings and problem pages of this leaf.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    PolicyServiceSettings.class,
    ClientSettings.class,
    AddressSettings.class,
    LimitSettings.class
})
class ApiConfiguration {
    @Bean
    ProblemCatalogue requestProblems() {
        return new ProblemCatalogue(RequestProblems.ALL);
    }
}
