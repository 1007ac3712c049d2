package hourglass.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers only to the names of this machine's loopback. A page from elsewhere whose host name was made to point here
/// (DNS rebinding) would otherwise sign in as anybody.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LocalHostOnly extends OncePerRequestFilter {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (NAMES.contains(request.getServerName())) {
            chain.doFilter(request, response);
        } else {
            response.setContentType("text/plain");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.getWriter().println("This provider answers to localhost only.");
        }
    }
}
