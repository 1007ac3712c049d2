package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns everything that goes wrong in a call into a problem detail (RFC 9457).
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ToldProblems told;

    ProblemAdvice(ToldProblems told) {
        this.told = told;
    }

    @ExceptionHandler
    ResponseEntity<Object> onProblem(ProblemException e, HttpServletRequest call) {
        ProblemDetail problem = Problems.of(e.type(), e.detail(), call);
        e.properties().forEach(problem::setProperty);
        return ResponseEntity.status(problem.getStatus()).headers(e.headers()).body(told.told(problem, call));
    }

    @ExceptionHandler
    ResponseEntity<Object> onAccessDenied(AccessDeniedException e, HttpServletRequest call) {
        return answer(Problems.of(ProblemType.NOT_ALLOWED, ContainerErrors.NOT_ALLOWED, call), call);
    }

    @ExceptionHandler
    ResponseEntity<Object> onAnythingElse(RuntimeException e, HttpServletRequest call) {
        LOG.error("{} {} failed", call.getMethod(), call.getRequestURI(), e);
        return answer(Problems.plain(HttpStatus.INTERNAL_SERVER_ERROR, ContainerErrors.FAILED, call), call);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest call = call(request);
        for (Throwable t = e; t != null; t = t.getCause()) {
            switch (t) {
                case BodyLimit.TooLarge _ -> {
                    return answer(Problems.plain(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.DETAIL, call), call);
                }
                case UnrecognizedPropertyException unknown -> {
                    return answer(unknownField(unknown, call), call);
                }
                case JacksonException unreadable -> {
                    if (!(unreadable.getCause() instanceof BodyLimit.TooLarge)) {
                        return answer(Problems.of(ProblemType.MALFORMED, where(unreadable), call), call);
                    }
                }
                default -> {}
            }
        }
        return answer(Problems.of(ProblemType.MALFORMED, "Send a JSON object as the body.", call), call);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest call = call(request);
        boolean reads = e.getMethod().equals("GET") || e.getMethod().equals("HEAD");
        String[] taken = e.getSupportedMethods();
        String use = taken == null ? "" : ": use " + Stream.of(taken).sorted().collect(Collectors.joining(" or "));
        String detail = shown(e.getMethod()) + (reads ? " changes nothing here" : " is not taken here") + use + ".";
        return ResponseEntity.status(status)
                .headers(headers)
                .body(told.told(Problems.plain(status, detail, call), call));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean partOfThePath = e instanceof MethodArgumentTypeMismatchException argument
                && argument.getParameter().hasParameterAnnotation(PathVariable.class);
        HttpServletRequest call = call(request);
        return partOfThePath
                ? answer(Problems.of(ProblemType.NOT_FOUND, ContainerErrors.NOT_FOUND, call), call)
                : answer(
                        Problems.of(
                                ProblemType.MALFORMED,
                                "The parameter " + e.getPropertyName() + " is not of its type.",
                                call),
                        call);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest call = call(request);
        ProblemDetail problem = ContainerErrors.problem(status.value(), call);
        if (body instanceof ProblemDetail springs && springs.getDetail() != null && status.value() != 404) {
            problem.setDetail(springs.getDetail());
        }
        return ResponseEntity.status(status).headers(headers).body(told.told(problem, call));
    }

    private static ProblemDetail unknownField(UnrecognizedPropertyException e, HttpServletRequest call) {
        String pointer = pointer(e);
        ProblemDetail problem = Problems.of(
                ProblemType.UNKNOWN_FIELD, "The field " + pointer + " can't be sent here. Leave it out.", call);
        problem.setProperty(
                "errors", List.of(new ProblemException.FieldError(pointer, "unknown or set by the server")));
        return problem;
    }

    private static String where(JacksonException e) {
        String pointer = pointer(e);
        String place = pointer.isEmpty()
                ? "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr()
                : pointer;
        return "The body is not the JSON that is wanted, at " + place + ".";
    }

    private static String pointer(JacksonException e) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            pointer.append('/').append(name != null ? shown(name) : String.valueOf(step.getIndex()));
        }
        return pointer.toString();
    }

    /// A name from the wire, short and without control characters.
    private static String shown(String name) {
        String clean = name.replaceAll("[^\\x21-\\x7e]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }

    private ResponseEntity<Object> answer(ProblemDetail problem, HttpServletRequest call) {
        return ResponseEntity.status(problem.getStatus()).body(told.told(problem, call));
    }

    private static HttpServletRequest call(WebRequest request) {
        HttpServletRequest call = ((NativeWebRequest) request).getNativeRequest(HttpServletRequest.class);
        if (call == null) {
            throw new IllegalStateException("Not a servlet request");
        }
        return call;
    }
}
