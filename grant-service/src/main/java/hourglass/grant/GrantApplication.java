package hourglass.grant;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// grant-service: gives access on targets and takes it away again.
@SpringBootApplication
@ConfigurationPropertiesScan
public class GrantApplication {
    static void main(String[] arguments) {
        SpringApplication.run(GrantApplication.class, arguments);
    }
}
