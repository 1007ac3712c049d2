package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ProblemDetail;

/// Passes problems of signed-in callers on to the service's listeners.
final class ToldProblems {
    private final List<ProblemListener> listeners;
    private final SignedInCalls calls;

    ToldProblems(List<ProblemListener> listeners, SignedInCalls calls) {
        this.listeners = List.copyOf(listeners);
        this.calls = calls;
    }

    /// The same problem, once the listeners have heard of it.
    ProblemDetail told(ProblemDetail problem, HttpServletRequest call) {
        if (!listeners.isEmpty()) {
            calls.of(call).ifPresent(caller -> listeners.forEach(listener -> listener.answered(caller, call, problem)));
        }
        return problem;
    }
}
