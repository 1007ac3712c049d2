package hourglass.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies over 64 KiB: by their stated length at once, else when that much was read.
final class BodyLimit extends OncePerRequestFilter {
    static final int MOST = 64 * 1024;
    static final String DETAIL = "The body is larger than 64 KiB. Send less.";

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    /// More was sent than is taken.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(DETAIL);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        if (call.getContentLengthLong() > MOST) {
            problems.write(Problems.plain(HttpStatus.CONTENT_TOO_LARGE, DETAIL, call), answer);
            return;
        }
        chain.doFilter(new Bounded(call), answer);
    }

    private static final class Bounded extends HttpServletRequestWrapper {
        private final HttpServletRequest call;

        Bounded(HttpServletRequest call) {
            super(call);
            this.call = call;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new BoundedStream(call.getInputStream());
        }
    }

    private static final class BoundedStream extends ServletInputStream {
        private final ServletInputStream in;
        private int read;

        BoundedStream(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int got = in.read(target, from, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) throws TooLarge {
            read += more;
            if (read > MOST) {
                throw new TooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
