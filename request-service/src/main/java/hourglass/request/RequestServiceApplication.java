package hourglass.request;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts request-service.
@SpringBootApplication
public class RequestServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(RequestServiceApplication.class, args);
    }
}
