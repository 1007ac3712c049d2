package hourglass.policy.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import hourglass.policy.Explanation;
import hourglass.policy.Finding;
import hourglass.policy.Running;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The committed description is held against what the service really offers.
class OpenApiTest {
    private final Map<?, ?> description = read();

    @Test
    void namesEveryCallAndNoOther() {
        Set<String> described = new TreeSet<>();
        in(description, "paths")
                .forEach((path, calls) -> ((Map<?, ?>) calls)
                        .keySet().stream()
                                .map(String::valueOf)
                                .filter(method -> !method.equals("parameters"))
                                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> offered = new TreeSet<>();
        Running.INSTANCE
                .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(call -> call.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/") || path.startsWith("/schemas/"))
                        .forEach(path -> call.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> offered.add(method + " " + path))));

        assertThat(described).isEqualTo(offered);
    }

    @Test
    void namesEveryFieldInTheOrderInWhichItIsSent() {
        for (Class<?> body : List.of(
                ExplainBody.class,
                ExplainBody.Request.class,
                ExplainBody.Session.class,
                ExplainBody.Standing.class,
                ExplainBody.Hold.class,
                ExplainBody.Approval.class,
                ExplainController.Explained.class,
                Explanation.WouldPass.class,
                DecisionView.class,
                DecisionView.Reason.class,
                DecisionView.Stage.class,
                DecisionView.Vote.class,
                DecisionView.Review.class,
                DecisionView.Named.class,
                PolicySetsController.PageView.class,
                PolicySetView.class,
                PolicySetsController.WholeSetView.class,
                DocumentView.class,
                Finding.class)) {
            Map<?, ?> schema = in(description, "components", "schemas", body.getSimpleName());
            assertThat(in(schema, "properties").keySet().stream().map(String::valueOf))
                    .as(body.getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(body.getRecordComponents())
                            .map(OpenApiTest::name)
                            .toList());
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static Map<?, ?> in(Map<?, ?> node, String... path) {
        Map<?, ?> found = node;
        for (String name : path) {
            found = (Map<?, ?>) Objects.requireNonNull(found.get(name), name);
        }
        return found;
    }

    private static Map<?, ?> read() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
