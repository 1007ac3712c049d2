package hourglass.cli;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The REST API of all services, in the name of who is signed in.
final class Api {

    /// An answer that isn't a problem.
    ///
    /// @param etag the revision in quotes, empty when there is none
    /// @param waited whether the server took `Prefer: wait` to heart
    record Answer(int status, JsonNode body, String etag, boolean waited) {}

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Shell shell;
    private final Wire wire;
    private final URI url;
    private final Tokens tokens;
    private @Nullable Addresses addresses;

    Api(Shell shell, Wire wire, URI url) {
        this.shell = shell;
        this.wire = wire;
        this.url = url;
        this.tokens = new Tokens(shell);
    }

    URI url() {
        return url;
    }

    Addresses addresses() {
        if (addresses == null) {
            addresses = Addresses.at(url, wire);
        }
        return addresses;
    }

    SignIn signIn() {
        return new SignIn(shell, wire, addresses());
    }

    Tokens tokens() {
        return tokens;
    }

    Answer get(String path) {
        return call("GET", path, null, Map.of(), Duration.ZERO);
    }

    Answer post(String path, JsonNode body, Map<String, String> headers, Duration waits) {
        return call("POST", path, Json.compact(body), headers, waits);
    }

    /// One call, by the service that answers this path. An access token that has run out is refreshed first, and once
    /// more when the service doesn't take it.
    ///
    /// @throws Problem for any answer that is none of 2xx and 304
    Answer call(String method, String path, @Nullable String body, Map<String, String> headers, Duration waits) {
        HttpResponse<String> answer = raw(method, path, body, headers, waits);
        if (answer.statusCode() / 100 == 2 || answer.statusCode() == 304) {
            return new Answer(
                    answer.statusCode(),
                    Json.read(answer.body()),
                    answer.headers().firstValue("ETag").orElse(""),
                    answer.headers().firstValue("Preference-Applied").isPresent());
        }
        throw Problem.of(answer.statusCode(), Json.read(answer.body()));
    }

    /// The same, whatever the answer is.
    HttpResponse<String> raw(
            String method, String path, @Nullable String body, Map<String, String> headers, Duration waits) {
        URI target = Addresses.resolved(addresses().of(Service.of(path)), path);
        HttpResponse<String> answer = send(method, target, body, headers, waits, token(false));
        if (answer.statusCode() == 401 && shell.variable("HOURGLASS_TOKEN").isEmpty() && canRefresh()) {
            answer = send(method, target, body, headers, waits, token(true));
        }
        return answer;
    }

    private HttpResponse<String> send(
            String method,
            URI target,
            @Nullable String body,
            Map<String, String> headers,
            Duration waits,
            String token) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + token);
        all.put("Hourglass-Channel", "CLI");
        all.put("Accept", "application/json, application/problem+json, text/*;q=0.5");
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        return wire.send(method, target, all, body, waits);
    }

    /// The access token to show now.
    ///
    /// @param anew not the kept one, even if it looks good
    /// @throws Failure when nobody is signed in at this address
    String token(boolean anew) {
        Optional<String> given = shell.variable("HOURGLASS_TOKEN");
        if (given.isPresent()) {
            return given.get();
        }
        Tokens.Kept kept = tokens.of(url)
                .orElseThrow(() -> Failure.signIn("You are not signed in at " + url + ". Run: hourglass login"));
        boolean good = kept.refresh() == null
                || kept.expiresAt().isAfter(shell.clock().instant().plus(SOON));
        if (!anew && good) {
            return kept.access();
        }
        return tokens.alone(() -> refreshed(kept));
    }

    private String refreshed(Tokens.Kept seen) {
        Tokens.Kept now = tokens.of(url).orElse(seen);
        if (!now.access().equals(seen.access())) {
            return now.access();
        }
        Optional<Tokens.Kept> fresh = now.refresh() == null ? Optional.empty() : signIn().byRefreshToken(now.refresh());
        Tokens.Kept kept = fresh.orElseThrow(() -> Failure.signIn("Your session ended. Run: hourglass login"));
        tokens.keep(url, kept);
        return kept.access();
    }

    private boolean canRefresh() {
        return tokens.of(url).map(Tokens.Kept::refresh).isPresent();
    }
}
