package hourglass.policy.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The JSON Schema of policy documents, for editors. Public: it says nothing about anybody's policy.
@RestController
class SchemaController {
    @GetMapping(path = "/schemas/policy-v1.json", produces = "application/schema+json")
    ResponseEntity<Resource> schema() {
        return ResponseEntity.ok(new ClassPathResource("hourglass/policy/engine/policy-v1.json"));
    }
}
