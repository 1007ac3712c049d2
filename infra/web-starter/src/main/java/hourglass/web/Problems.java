package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.slf4j.MDC;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/// Problem details as every service writes them: with the address that was called and the trace id.
final class Problems {
    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    static ProblemDetail of(ProblemType type, String detail, HttpServletRequest call) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        return complete(problem, call);
    }

    static ProblemDetail plain(HttpStatusCode status, String detail, HttpServletRequest call) {
        return complete(ProblemDetail.forStatusAndDetail(status, detail), call);
    }

    void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static ProblemDetail complete(ProblemDetail problem, HttpServletRequest call) {
        problem.setInstance(URI.create(call.getRequestURI()));
        String trace = MDC.get(TraceFilter.ID);
        if (trace != null) {
            problem.setProperty("traceId", trace);
        }
        return problem;
    }
}
