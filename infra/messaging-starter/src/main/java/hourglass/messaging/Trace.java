package hourglass.messaging;

import hourglass.events.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.MDC;

/// The W3C trace context of the current thread. It lives in the logging context under `traceparent` and `traceId`,
/// where the web starter puts that of an HTTP request and the listeners put that of a record.
final class Trace {
    static final String PARENT = "traceparent";
    static final String ID = "traceId";

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    /// The current context, or a new one.
    static String current() {
        String parent = MDC.get(PARENT);
        return parent != null && FORM.matcher(parent).matches() ? parent : begin();
    }

    /// Makes `parent` the context of this thread, if it is well-formed.
    static void enter(Optional<String> parent) {
        String taken = parent.filter(text -> FORM.matcher(text).matches()).orElseGet(Trace::begin);
        MDC.put(PARENT, taken);
        MDC.put(ID, taken.substring(3, 35));
    }

    /// The context that a record carries, if any.
    static Optional<String> of(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(record.headers().lastHeader(Headers.TRACE))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    static void leave() {
        MDC.remove(PARENT);
        MDC.remove(ID);
    }

    private static String begin() {
        byte[] random = new byte[24];
        ThreadLocalRandom.current().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01";
    }
}
