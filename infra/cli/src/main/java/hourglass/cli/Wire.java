package hourglass.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// HTTP without an opinion: sends, shows the exchange when `HOURGLASS_DEBUG=api` says so, and turns a broken line
/// into one sentence. Redirects are not followed: a token goes only where it was meant to go.
final class Wire {

    private final HttpClient http;
    private final Shell shell;
    private final boolean debug;
    private final Duration answerWithin;

    /// @param connectWithin how long to try to reach a server
    /// @param answerWithin how long to wait for what it says
    Wire(Shell shell, Duration connectWithin, Duration answerWithin) {
        this.shell = shell;
        this.answerWithin = answerWithin;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectWithin)
                .build();
        this.debug = shell.variable("HOURGLASS_DEBUG").filter("api"::equals).isPresent();
    }

    /// @param waits how much longer than usual the answer may take
    HttpResponse<String> send(
            String method, URI url, Map<String, String> headers, @Nullable String body, Duration waits) {
        HttpRequest.Builder request = request(url)
                .timeout(answerWithin.plus(waits))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        show("> " + method + " " + url);
        headers.forEach((name, value) -> show("> " + name + ": " + (isSecret(name) ? "(hidden)" : value)));
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            show("< " + answer.statusCode() + " after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
            if (!isTokenAnswer(answer.body())) {
                show("< " + answer.body());
            }
            return answer;
        } catch (IOException broken) {
            throw unreachable(url, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, "Interrupted.", interrupted);
        }
    }

    HttpResponse<String> form(URI url, Map<String, String> fields) {
        return send(
                "POST",
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                query(fields),
                Duration.ZERO);
    }

    static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// One segment of a path, where `+` would be itself.
    static String segment(String text) {
        return encoded(text).replace("+", "%20");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI url) {
        try {
            return HttpRequest.newBuilder(url);
        } catch (IllegalArgumentException noHttp) {
            throw new Failure(Exit.USAGE, "'" + url + "' is no http or https address.", noHttp);
        }
    }

    private static Failure unreachable(URI url, IOException broken) {
        String why = broken instanceof ConnectException && broken.getCause() instanceof UnresolvedAddressException
                ? "unknown host"
                : broken instanceof HttpTimeoutException
                        ? "no answer in time"
                        : broken instanceof ConnectException
                                ? "connection refused"
                                : String.valueOf(broken.getMessage());
        String server = url.getScheme() + "://" + url.getAuthority();
        return new Failure(
                Exit.FAILED,
                "Can't reach " + server + ": " + why + ". Is the address right (hourglass status)?",
                broken);
    }

    private void show(String line) {
        if (debug) {
            shell.say(line);
        }
    }

    private static boolean isSecret(String header) {
        return header.equalsIgnoreCase("Authorization");
    }

    private static boolean isTokenAnswer(String body) {
        return body.contains("_token\"") || body.contains("device_code\"");
    }
}
