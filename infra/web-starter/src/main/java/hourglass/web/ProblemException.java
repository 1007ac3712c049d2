package hourglass.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/// Ends a call with a problem. Thrown in the `api` leaf only, where a refusal of the domain becomes an HTTP answer.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// One field that is not as it must be.
    ///
    /// @param pointer JSON pointer into the body, such as `/duration`
    /// @param detail what is wrong and what to write instead
    public record FieldError(String pointer, String detail) {}

    private final transient ProblemType type;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private final transient HttpHeaders headers = new HttpHeaders();

    /// @param detail what happened here and what to do next, in one or two sentences
    public ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /// A 422 that names every field at fault.
    public static ProblemException invalid(List<FieldError> errors) {
        String first = errors.getFirst().detail();
        return new ProblemException(ProblemType.INVALID, first).with("errors", List.copyOf(errors));
    }

    /// This problem with a further member.
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /// This problem with a header.
    public ProblemException header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, Object> properties() {
        return properties;
    }

    HttpHeaders headers() {
        return headers;
    }
}
