package hourglass.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the policies have come through: policy-service has accepted them and request-service offers their catalog.
/// Only then a first request can succeed.
final class PoliciesInForce {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final Addresses addresses;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    PoliciesInForce(Addresses addresses) {
        this.addresses = addresses;
    }

    /// Waits for that, as alice sees it.
    ///
    /// @throws IllegalStateException with the last answer when it doesn't happen in two minutes
    void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String token = token();
        String answer = resources(token);
        while (!answer.contains("\"id\"")) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("request-service offers no resources, so the policies were not"
                        + " accepted. Look into the log of policy-service. The answer was: " + answer);
            }
            LockSupport.parkNanos(LOOK.toNanos());
            answer = resources(token);
        }
    }

    private String token() {
        String answer = send(HttpRequest.newBuilder(URI.create(addresses.http(Member.IDENTITY) + "/local/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"alice\"}")));
        Matcher token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("The identity provider gave no token for alice but: " + answer);
        }
        return token.group(1);
    }

    private String resources(String token) {
        return send(HttpRequest.newBuilder(URI.create(addresses.http(Member.REQUEST_SERVICE) + "/v1/resources"))
                .header("Authorization", "Bearer " + token));
    }

    private String send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the policies", e);
        }
    }
}
