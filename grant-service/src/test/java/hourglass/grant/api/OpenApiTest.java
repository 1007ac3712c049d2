package hourglass.grant.api;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.consumes.Service;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The committed description is held against what the service really offers.
class OpenApiTest {
    private final Map<?, ?> description = read();

    private static Map<?, ?> read() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object at(String... path) {
        Object node = description;
        for (String name : path) {
            node = ((Map<?, ?>) Objects.requireNonNull(node)).get(name);
        }
        return node;
    }

    private Set<String> names(String... path) {
        return ((Map<?, ?>) Objects.requireNonNull(at(path), () -> String.join("/", path)))
                .keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void namesEveryCallAndNoOther() {
        Set<String> described = new TreeSet<>();
        for (String path : names("paths")) {
            for (String method : names("paths", path)) {
                if (!method.equals("parameters")) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        Set<String> offered = new TreeSet<>();
        Service.shared()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(call -> call.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/"))
                        .forEach(path -> call.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> offered.add(method + " " + path))));
        assertThat(described).isEqualTo(offered);
    }

    @Test
    void namesEveryFieldInTheOrderInWhichItIsSent() {
        for (Class<?> body : List.of(
                GrantBody.class,
                GrantBody.Row.class,
                GrantBody.Named.class,
                GrantsController.Page.class,
                OperatorController.EndBody.class,
                OperatorController.CloseBody.class,
                TargetsController.TargetBody.class,
                TargetsController.TargetsBody.class)) {
            Map<?, ?> properties =
                    (Map<?, ?>) Objects.requireNonNull(at("components", "schemas", body.getSimpleName(), "properties"));
            List<String> sent = Arrays.stream(body.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            assertThat(properties.keySet().stream().map(String::valueOf))
                    .as(body.getSimpleName())
                    .containsExactlyElementsOf(sent);
        }
    }
}
