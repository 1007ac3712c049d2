package hourglass.cli;

import java.io.Serial;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A problem detail (RFC 9457) from a service, as one line, a further one for each of several fields at fault, and an
/// exit code.
final class Problem extends Failure {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int status;
    private final transient List<String> errors;

    private Problem(int exit, String message, String type, int status, List<String> errors) {
        super(exit, message);
        this.type = type;
        this.status = status;
        this.errors = errors;
    }

    static Problem of(int status, JsonNode body) {
        String type = Json.text(body, "type").replaceFirst("^.*/problems/", "");
        List<String> errors = Json.items(body, "errors")
                .map(error -> Json.text(error, "pointer") + ": " + Json.text(error, "detail"))
                .toList();
        String text = sentence(body, errors);
        String message = switch (type) {
            case "sign-in-needed" -> "Your session ended. Run: hourglass login";
            case "second-factor-needed" -> text + " Run: hourglass login";
            case "too-many-requests" -> text + " Try again in a minute.";
            default ->
                text.isEmpty()
                        ? status == 401
                                ? "Your session ended. Run: hourglass login"
                                : "The service answered " + status + " without a word."
                        : text;
        };
        return new Problem(exit(status, type), message, type, status, errors.size() > 1 ? errors : List.of());
    }

    @Override
    List<String> lines() {
        return Stream.concat(super.lines().stream(), errors.stream().map(error -> "  " + error))
                .toList();
    }

    /// The last part of the problem's type, `own-request`.
    String type() {
        return type;
    }

    int status() {
        return status;
    }

    /// With the one field at fault; several get lines of their own.
    private static String sentence(JsonNode body, List<String> errors) {
        String title = Json.text(body, "title");
        String detail = Json.text(body, "detail");
        boolean said = detail.equals(title)
                || Json.items(body, "errors")
                        .anyMatch(error -> Json.text(error, "detail").equals(detail));
        String all = ended(title) + (said ? "" : ended(detail)) + ended(errors.size() == 1 ? errors.getFirst() : "");
        return all.strip();
    }

    private static String ended(String part) {
        if (part.isEmpty()) {
            return "";
        }
        return " " + part + (part.matches("(?s).*[.!?]") ? "" : ".");
    }

    private static int exit(int status, String type) {
        if (status == 401) {
            return Exit.SIGN_IN;
        }
        return switch (type) {
            case "already-decided", "wrong-state", "not-allowed", "own-request", "not-an-approver", "request-differs" ->
                Exit.DENIED;
            case "malformed", "unknown-field", "invalid", "not-found" -> Exit.USAGE;
            default ->
                switch (status) {
                    case 403 -> Exit.DENIED;
                    case 400, 404, 405, 413, 415, 422 -> Exit.USAGE;
                    default -> Exit.FAILED;
                };
        };
    }
}
