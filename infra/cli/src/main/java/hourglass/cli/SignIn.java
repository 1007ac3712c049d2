package hourglass.cli;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Getting tokens from the identity provider: by a code that is confirmed in a browser (RFC 8628), by a refresh
/// token, or by name from a local provider.
final class SignIn {

    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final Shell shell;
    private final Wire wire;
    private final Addresses addresses;

    SignIn(Shell shell, Wire wire, Addresses addresses) {
        this.shell = shell;
        this.wire = wire;
        this.addresses = addresses;
    }

    /// Shows a code and waits until somebody says yes to it.
    ///
    /// @throws Failure when they say no, or nobody comes in time
    Tokens.Kept byDevice() {
        JsonNode endpoints = endpoints();
        JsonNode device = answered(wire.form(
                URI.create(Json.text(endpoints, "device_authorization_endpoint")),
                Map.of("client_id", addresses.clientId(), "scope", "hourglass")));
        shell.warn("Code: " + Json.text(device, "user_code") + "   Open "
                + Json.text(device, "verification_uri_complete"));
        Instant end =
                shell.clock().instant().plusSeconds(device.path("expires_in").asLong(300));
        Duration interval = Duration.ofSeconds(device.path("interval").asLong(5));
        while (shell.clock().instant().isBefore(end)) {
            shell.pause().of(interval);
            HttpResponse<String> answer = wire.form(
                    URI.create(Json.text(endpoints, "token_endpoint")),
                    Map.of(
                            "client_id", addresses.clientId(),
                            "grant_type", DEVICE,
                            "device_code", Json.text(device, "device_code")));
            if (answer.statusCode() == 200) {
                return kept(Json.read(answer.body()), null);
            }
            String error = Json.text(Json.read(answer.body()), "error");
            switch (error) {
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(SLOWER);
                case "access_denied" -> throw Failure.signIn("Not signed in: somebody said no to this code.");
                case "expired_token" -> throw tooLate();
                default -> throw refused(answer);
            }
        }
        throw tooLate();
    }

    /// The next tokens, or nothing when the provider no longer takes this one.
    Optional<Tokens.Kept> byRefreshToken(String refresh) {
        HttpResponse<String> answer = wire.form(
                URI.create(Json.text(endpoints(), "token_endpoint")),
                Map.of("client_id", addresses.clientId(), "grant_type", "refresh_token", "refresh_token", refresh));
        if (answer.statusCode() == 400 || answer.statusCode() == 401) {
            return Optional.empty();
        }
        return Optional.of(kept(answered(answer), refresh));
    }

    /// What `--as` does. Only a provider on this machine has this door.
    Tokens.Kept byName(String name, @Nullable Boolean secondFactor, @Nullable String age) {
        String host = String.valueOf(addresses.issuer().getHost());
        if (!host.equals("localhost") && !host.equals("127.0.0.1") && !host.equals("[::1]")) {
            throw Failure.usage("--as works on the local start only, and " + addresses.issuer()
                    + " is elsewhere. Run: hourglass login");
        }
        ObjectNode wanted = Json.object().put("as", name);
        if (secondFactor != null) {
            wanted.put("mfa", secondFactor);
        }
        if (age != null) {
            wanted.put("authAge", age);
        }
        HttpResponse<String> answer = wire.send(
                "POST",
                Addresses.resolved(addresses.issuer(), "/local/tokens"),
                Map.of("Content-Type", "application/json"),
                Json.compact(wanted),
                Duration.ZERO);
        JsonNode body = Json.read(answer.body());
        return switch (answer.statusCode()) {
            case 200 -> kept(body, null);
            case 400 -> throw Failure.usage("Nobody is called '" + name + "'. " + Json.text(body, "detail") + ".");
            default -> throw Failure.usage("--as works on the local start only. Run: hourglass login");
        };
    }

    /// Gives a refresh token back, so that nobody can use it any more.
    void revoke(String refresh) {
        String endpoint = Json.text(endpoints(), "revocation_endpoint");
        if (!endpoint.isEmpty()) {
            wire.form(
                    URI.create(endpoint),
                    new LinkedHashMap<>(Map.of(
                            "client_id", addresses.clientId(), "token", refresh, "token_type_hint", "refresh_token")));
        }
    }

    private JsonNode endpoints() {
        JsonNode metadata = answered(wire.send(
                "GET",
                Addresses.resolved(addresses.issuer(), "/.well-known/openid-configuration"),
                Map.of(),
                null,
                Duration.ZERO));
        if (!Json.text(metadata, "issuer").equals(addresses.issuer().toString())) {
            throw new Failure(
                    Exit.FAILED,
                    "The identity provider at " + addresses.issuer() + " calls itself " + Json.text(metadata, "issuer")
                            + ". Not signing in there.");
        }
        return metadata;
    }

    private Tokens.Kept kept(JsonNode answer, @Nullable String before) {
        String refresh = Json.text(answer, "refresh_token");
        return new Tokens.Kept(
                Json.text(answer, "access_token"),
                shell.clock().instant().plusSeconds(answer.path("expires_in").asLong(60)),
                refresh.isEmpty() ? before : refresh);
    }

    private JsonNode answered(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return Json.read(answer.body());
    }

    private Failure refused(HttpResponse<String> answer) {
        JsonNode body = Json.read(answer.body());
        String error = Json.text(body, "error");
        String more = Json.text(body, "error_description");
        return new Failure(
                Exit.FAILED,
                "The identity provider refused (" + answer.statusCode() + (error.isEmpty() ? "" : ", " + error)
                        + (more.isEmpty() ? "" : ": " + more) + ").");
    }

    private static Failure tooLate() {
        return Failure.signIn("Nobody confirmed the code in time. Run: hourglass login");
    }
}
