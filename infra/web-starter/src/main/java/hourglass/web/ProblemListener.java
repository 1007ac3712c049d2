package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ProblemDetail;

/// Hears of every problem that a signed-in caller is answered with, before the answer goes out. A service that
/// keeps record of refused attempts has one.
@FunctionalInterface
public interface ProblemListener {
    /// Takes note. What it throws makes the answer a 500.
    void answered(SignedIn caller, HttpServletRequest call, ProblemDetail problem);
}
