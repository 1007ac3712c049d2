package hourglass.audit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The committed description is held against the controllers.
class OpenApiTest {
    private final Map<?, ?> description = read();

    private static Map<?, ?> read() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesEveryCallWithItsParametersAndNoOther() {
        Map<String, Set<String>> offered = new TreeMap<>();
        for (Class<?> controller : List.of(AnswersController.class, EntriesController.class, LogController.class)) {
            for (Method method : controller.getDeclaredMethods()) {
                GetMapping mapping = method.getAnnotation(GetMapping.class);
                if (mapping != null) {
                    List<String> paths = new ArrayList<>(List.of(mapping.value()));
                    paths.addAll(List.of(mapping.path()));
                    paths.forEach(path ->
                            offered.computeIfAbsent(path, _ -> new TreeSet<>()).addAll(queryParameters(method)));
                }
            }
        }
        Map<String, Set<String>> described = new TreeMap<>();
        map(at("paths")).forEach((path, _) -> described.put(path, described(path)));
        assertThat(described).isEqualTo(offered);
    }

    @Test
    void namesEveryFieldInTheOrderInWhichItIsSent() {
        for (Class<?> body : List.of(
                AnswersController.Question.class,
                Bodies.Page.class,
                Bodies.Covers.class,
                Bodies.GapFound.class,
                Bodies.Held.class,
                Bodies.Actor.class,
                Bodies.Item.class,
                EntriesController.HeaderBody.class,
                EntriesController.EntryBody.class)) {
            List<String> sent = Arrays.stream(body.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            assertThat(map(at("components", "schemas", body.getSimpleName(), "properties"))
                            .keySet())
                    .as(body.getSimpleName())
                    .containsExactlyElementsOf(sent);
        }
    }

    private static Set<String> queryParameters(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                .map(Parameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> described(String path) {
        Set<String> names = new TreeSet<>();
        if (map(at("paths", path, "get")).get("parameters") instanceof List<?> parameters) {
            for (Object parameter : parameters) {
                Map<String, Object> one = map(parameter);
                String reference = (String) one.get("$ref");
                Map<String, Object> meant = reference == null
                        ? one
                        : map(at("components", "parameters", reference.substring(reference.lastIndexOf('/') + 1)));
                if ("query".equals(meant.get("in"))) {
                    names.add((String) Objects.requireNonNull(meant.get("name")));
                }
            }
        }
        return names;
    }

    private @Nullable Object at(String... path) {
        Object node = description;
        for (String name : path) {
            node = map(node).get(name);
        }
        return node;
    }

    private static Map<String, Object> map(@Nullable Object node) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(node)).forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }
}
