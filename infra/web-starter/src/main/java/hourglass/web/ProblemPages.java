package hourglass.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// The page behind a problem's `type`: what it means, what to do.
@RestController
class ProblemPages {
    private final Map<String, ProblemType> types;

    ProblemPages(List<ProblemCatalogue> catalogues) {
        types = Stream.concat(Stream.of(ProblemCatalogue.SHARED), catalogues.stream())
                .flatMap(catalogue -> catalogue.types().stream())
                .collect(Collectors.toUnmodifiableMap(ProblemType::name, Function.identity()));
    }

    @GetMapping(path = "/problems/{type}", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String page(@PathVariable String type) {
        ProblemType known = types.get(type);
        if (known == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, ContainerErrors.NOT_FOUND);
        }
        return """
                <!doctype html>
                <html lang="en"><meta charset="utf-8"><title>%s</title>
                <h1>%s</h1>
                <p>%s</p>
                <p>%s</p>
                <p>HTTP status %d, type <code>/problems/%s</code></p>
                </html>
                """.formatted(
                        text(known.title()),
                        text(known.title()),
                        text(known.meaning()),
                        text(known.remedy()),
                        known.status(),
                        known.name());
    }

    private static String text(String plain) {
        return HtmlUtils.htmlEscape(plain, "UTF-8");
    }
}
