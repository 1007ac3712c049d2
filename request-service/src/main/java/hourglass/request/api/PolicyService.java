package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.RequestForm;
import hourglass.request.Session;
import hourglass.request.Standing;
import hourglass.web.IdentitySettings;
import hourglass.web.ProblemException;
import hourglass.web.ProblemException.FieldError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks policy-service what it would decide: the same evaluator as decides for good, never a second one.
@Component
class PolicyService {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyService.class);

    private final PolicyServiceSettings settings;
    private final HttpClient http;
    private final JsonMapper json;
    private final ServiceToken token;

    PolicyService(
            PolicyServiceSettings settings,
            IdentitySettings identity,
            ClientSettings client,
            JsonMapper json,
            InstantSource clock) {
        this.settings = settings;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
        this.token = new ServiceToken(identity, client, settings.timeout(), http, json, clock);
    }

    private record Question(Form request, String requester, SignIn session, Known standing) {}

    private record Form(
            String resource,
            String role,
            String duration,
            String reason,
            @Nullable String ticket,
            boolean breakGlass,
            @Nullable String policy,
            @Nullable Instant startsAt) {}

    private record SignIn(
            String idp,
            String subject,
            @Nullable Instant authTime,
            @Nullable String acr,
            List<String> amr,
            String channel) {}

    private record Known(List<Hold> holds, @Nullable Instant heldSince, int overdueReviews, boolean locked) {}

    private record Hold(String requestId, String resource, String role, Instant expiresAt) {}

    /// What would be decided now, as policy-service words it.
    ///
    /// @throws ProblemException 422 when policy-service finds a field at fault, 503 when it can't decide
    JsonNode explain(Caller caller, RequestForm form, Standing standing) {
        String question = json.writeValueAsString(question(caller, form, standing));
        try {
            HttpResponse<String> answer = send(question);
            if (answer.statusCode() == 401) {
                token.forget();
                answer = send(question);
            }
            return switch (answer.statusCode()) {
                case 200 -> json.readTree(answer.body());
                case 422 -> throw refused(json.readTree(answer.body()));
                default -> {
                    LOG.error("policy-service answered {} to a preview: {}", answer.statusCode(), answer.body());
                    throw cannotDecide();
                }
            };
        } catch (IOException | JacksonException e) {
            LOG.error("policy-service can't be asked for a preview", e);
            throw cannotDecide();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotDecide();
        }
    }

    private HttpResponse<String> send(String question) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + "/v1/decisions:explain"))
                .timeout(settings.timeout())
                .header("Authorization", "Bearer " + token.value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question));
        String trace = MDC.get("traceparent");
        if (trace != null) {
            request.header("traceparent", trace);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Question question(Caller caller, RequestForm form, Standing standing) {
        Session session = caller.session();
        return new Question(
                new Form(
                        form.access().resource(),
                        form.access().role(),
                        form.duration().toString(),
                        form.reason(),
                        form.ticket(),
                        form.breakGlass(),
                        form.policy(),
                        form.startsAt()),
                caller.person().value(),
                new SignIn(
                        session.idp(),
                        session.subject(),
                        session.authTime(),
                        session.acr(),
                        session.amr(),
                        session.channel().name()),
                new Known(
                        standing.holds().stream()
                                .map(hold -> new Hold(
                                        hold.request().value(),
                                        hold.access().resource(),
                                        hold.access().role(),
                                        hold.expiresAt()))
                                .toList(),
                        standing.heldSince(),
                        standing.overdueReviews(),
                        standing.locked()));
    }

    private static ProblemException refused(JsonNode problem) {
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            errors.add(new FieldError(
                    error.path("pointer").stringValue(""), error.path("detail").stringValue("not valid")));
        }
        return ProblemException.invalid(
                errors.isEmpty()
                        ? List.of(
                                new FieldError("", problem.path("detail").stringValue("Policy can't judge this form.")))
                        : errors);
    }

    private static ProblemException cannotDecide() {
        return new ProblemException(
                        RequestProblems.CANNOT_DECIDE,
                        "Policy can't be asked at the moment, so there is no preview. Try again soon.")
                .header("Retry-After", "5");
    }
}
