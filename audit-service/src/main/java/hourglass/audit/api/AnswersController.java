package hourglass.audit.api;

import hourglass.audit.Answer;
import hourglass.audit.Answers;
import hourglass.audit.Coverage;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The questions, each answered with what the answer covers.
@RestController
class AnswersController {
    private static final String WHO_HAD_ACCESS = "who-had-access";
    private static final String TIMELINE = "timeline";
    /// The clock of somebody who asks for now may be ahead; what the answer knows of is in what it covers.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /// A question that can be asked.
    ///
    /// @param parameters name and meaning; optional ones in brackets
    record Question(String question, String asks, Map<String, String> parameters) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    WHO_HAD_ACCESS,
                    "Who had a role on a resource at a moment",
                    Map.of("resource", "id", "at", "RFC 3339 time", "[role]", "name")),
            new Question(TIMELINE, "All that happened to a request", Map.of("request", "id")));

    private final Answers answers;
    private final Readers readers;
    private final Cursors cursors;
    private final Clock clock;

    AnswersController(Answers answers, Readers readers, Cursors cursors, Clock clock) {
        this.answers = answers;
        this.readers = readers;
        this.cursors = cursors;
        this.clock = clock;
    }

    @GetMapping("/v1/answers")
    Map<String, List<Question>> questions() {
        return Map.of("items", QUESTIONS);
    }

    @GetMapping("/v1/answers/who-had-access")
    Bodies.Page<Bodies.Held> whoHadAccess(
            SignedIn reader,
            @RequestParam String resource,
            @RequestParam Instant at,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean partial) {
        past(at);
        Map<String, String> parameters = parameters("resource", resource, "at", at.toString(), "role", role);
        String address = address(WHO_HAD_ACCESS, parameters, limit, partial);
        Optional<Answer<hourglass.audit.AccessHeld>> answer = answers.whoHadAccess(
                new Answers.WhoHadAccess(resource, at, role, cursors.last(address, cursor), within(limit)));
        return page(
                reader,
                WHO_HAD_ACCESS,
                parameters,
                answer,
                partial,
                rows -> new Bodies.Page<>(
                        WHO_HAD_ACCESS,
                        parameters,
                        rows.items().stream().map(Bodies.Held::of).toList(),
                        next(rows, address, held -> held.request()),
                        Bodies.Covers.of(rows.covers())));
    }

    @GetMapping("/v1/answers/timeline")
    Bodies.Page<Bodies.Item> timeline(
            SignedIn reader,
            @RequestParam String request,
            @RequestParam(defaultValue = "200") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean partial) {
        if (!reader.roles().contains("auditor") && !answers.isRequester(reader.idp(), reader.subject(), request)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no request of yours with this id.");
        }
        Map<String, String> parameters = parameters("request", request);
        String address = address(TIMELINE, parameters, limit, partial);
        String last = cursors.last(address, cursor);
        Long after = last == null ? null : Long.valueOf(last);
        Optional<Answer<hourglass.audit.TimelineItem>> answer =
                answers.timeline(new Answers.Timeline(request, after, within(limit)));
        return page(
                reader,
                TIMELINE,
                parameters,
                answer,
                partial,
                rows -> new Bodies.Page<>(
                        TIMELINE,
                        parameters,
                        rows.items().stream()
                                .map(item -> Bodies.Item.of(item, rows.covers().entries()))
                                .toList(),
                        next(rows, address, item -> Long.toString(item.entry())),
                        Bodies.Covers.of(rows.covers())));
    }

    private <T, B> B page(
            SignedIn reader,
            String question,
            Map<String, String> parameters,
            Optional<Answer<T>> answer,
            boolean partial,
            Function<Answer<T>, B> body) {
        Answer<T> rows = answer.orElseThrow(() -> new ProblemException(
                        AuditProblems.ANSWER_NOT_COMPLETE,
                        "The log has no signed checkpoint yet. Try again in a second.")
                .header("Retry-After", "1"));
        Coverage covers = rows.covers();
        List<Coverage.KnownGap> stopping = covers.stopping();
        if (!partial && !stopping.isEmpty()) {
            throw new ProblemException(
                            AuditProblems.ANSWER_NOT_COMPLETE,
                            "%d gaps in the log could change this answer. Ask again with partial=true to see what there is."
                                    .formatted(stopping.size()))
                    .with("gaps", stopping.stream().map(Bodies.GapFound::of).toList())
                    .header("Retry-After", "60");
        }
        readers.keep(reader, question, parameters, covers.entries());
        return body.apply(rows);
    }

    private <T> @Nullable String next(Answer<T> rows, String address, Function<T, String> place) {
        return rows.more()
                ? address + "&cursor="
                        + cursors.after(address, place.apply(rows.items().getLast()))
                : null;
    }

    private void past(Instant at) {
        Instant now = clock.instant();
        if (at.isAfter(now.plus(AHEAD))) {
            throw ProblemException.invalid(List.of(new ProblemException.FieldError(
                    "/at",
                    "Nobody knows yet who has access at %s: ask for a moment up to now, %s."
                            .formatted(at, now.truncatedTo(ChronoUnit.SECONDS)))));
        }
    }

    private static int within(int limit) {
        if (limit < 1 || limit > 200) {
            throw new ProblemException(ProblemType.MALFORMED, "limit is from 1 to 200.");
        }
        return limit;
    }

    private static String address(String question, Map<String, String> parameters, int limit, boolean partial) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("limit", Integer.toString(limit));
        if (partial) {
            all.put("partial", "true");
        }
        return all.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/v1/answers/" + question + "?", ""));
    }

    private static Map<String, String> parameters(@Nullable String... pairs) {
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = pairs[i];
            String value = pairs[i + 1];
            if (value != null && value.indexOf('\0') >= 0) {
                throw new ProblemException(ProblemType.MALFORMED, name + " can't hold the character NUL.");
            }
            if (name != null && value != null) {
                parameters.put(name, value);
            }
        }
        return parameters;
    }
}
