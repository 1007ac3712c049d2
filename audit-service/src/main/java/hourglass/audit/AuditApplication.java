package hourglass.audit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the audit service.
@SpringBootApplication
public class AuditApplication {
    static void main(String[] args) {
        SpringApplication.run(AuditApplication.class, args);
    }
}
