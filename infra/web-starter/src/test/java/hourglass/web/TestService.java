package hourglass.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A service with nothing but the starter and a few calls.
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(TestService.Calls.class)
class TestService {
    @Bean
    Clock clock() {
        return Clock.fixed(TestIssuer.NOW, ZoneOffset.UTC);
    }

    @Bean
    AccessRules accessRules() {
        return calls -> {
            calls.requestMatchers("/v1/audits").hasRole("auditor");
            calls.requestMatchers("/v1/**").authenticated();
        };
    }

    final List<String> told = new CopyOnWriteArrayList<>();

    @Bean
    ProblemListener problemListener() {
        return (caller, call, problem) ->
                told.add(caller.subject() + " " + call.getRequestURI() + " " + problem.getType());
    }

    record Wish(String resource, boolean breakGlass, Instant at) {}

    @RestController
    static class Calls {
        @GetMapping("/v1/me")
        SignedIn me(SignedIn me) {
            return me;
        }

        @GetMapping("/v1/audits")
        String audits() {
            return "seen";
        }

        @PostMapping("/v1/wishes")
        Wish wish(@RequestBody Wish wish) {
            return wish;
        }

        @PostMapping("/v1/wishes/{id}:grant")
        Map<String, String> grant(@PathVariable String id) {
            return Map.of("granted", id);
        }

        @GetMapping("/v1/wishes/{id}")
        String wish(@PathVariable UUID id, @RequestParam(defaultValue = "1") int size) {
            return "wish " + id + " of " + size;
        }

        @GetMapping("/v1/broken")
        String broken() {
            throw new IllegalStateException("secret of the inside");
        }

        @GetMapping("/elsewhere")
        String elsewhere() {
            return "must not be reached";
        }
    }
}
