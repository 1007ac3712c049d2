package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/// Answers to calls that Spring Security turns away.
final class RefusedCalls implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final Problems problems;
    private final ToldProblems told;

    RefusedCalls(Problems problems, ToldProblems told) {
        this.problems = problems;
        this.told = told;
    }

    @Override
    public void commence(HttpServletRequest call, HttpServletResponse answer, AuthenticationException e)
            throws IOException {
        if (e instanceof AccessTokens.Unavailable) {
            answer.setHeader(HttpHeaders.RETRY_AFTER, "5");
            String detail = "The identity provider does not answer, so nobody can be recognised. Try again soon.";
            problems.write(Problems.of(ProblemType.UNAVAILABLE, detail, call), answer);
            return;
        }
        boolean bad = e instanceof OAuth2AuthenticationException;
        answer.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                bad ? "Bearer error=\"invalid_token\", error_description=\"not a valid access token\"" : "Bearer");
        String detail = bad
                ? "The access token is not valid here: expired, damaged, or not meant for Hourglass. Sign in again."
                : "Sign in and send the access token in the Authorization header.";
        problems.write(Problems.of(ProblemType.SIGN_IN_NEEDED, detail, call), answer);
    }

    @Override
    public void handle(HttpServletRequest call, HttpServletResponse answer, AccessDeniedException e)
            throws IOException {
        ProblemDetail problem = Problems.of(ProblemType.NOT_ALLOWED, ContainerErrors.NOT_ALLOWED, call);
        problems.write(told.told(problem, call), answer);
    }
}
