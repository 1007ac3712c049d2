package hourglass.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// W3C trace context: continues the caller's trace or begins one, keeps it in the logging context (`traceparent`,
/// `traceId`), from where events take it, and answers with it.
final class TraceFilter extends OncePerRequestFilter {
    static final String PARENT = "traceparent";
    static final String ID = "traceId";

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        String parent = own(call.getHeader(PARENT));
        MDC.put(PARENT, parent);
        MDC.put(ID, parent.substring(3, 35));
        answer.setHeader(PARENT, parent);
        try {
            chain.doFilter(call, answer);
        } finally {
            MDC.remove(PARENT);
            MDC.remove(ID);
        }
    }

    /// A span of our own, in the caller's trace if there is one.
    private static String own(@Nullable String theirs) {
        byte[] random = new byte[24];
        ThreadLocalRandom.current().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        String trace =
                theirs != null && FORM.matcher(theirs).matches() ? theirs.substring(3, 35) : hex.substring(0, 32);
        return "00-" + trace + "-" + hex.substring(32) + "-01";
    }
}
