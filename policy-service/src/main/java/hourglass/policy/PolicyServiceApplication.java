package hourglass.policy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Decides requests by the policies of a Git repository.
@SpringBootApplication
@ConfigurationPropertiesScan
public class PolicyServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(PolicyServiceApplication.class, args);
    }
}
