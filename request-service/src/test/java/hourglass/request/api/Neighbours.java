package hourglass.request.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What request-service talks to over HTTP: an identity provider with real keys, and policy-service's explain
/// call. Both on one port of the loopback address.
public final class Neighbours {
    private final HttpServer server;
    private final RSAKey key;

    /// Each token is of a sign-in of its own, a second after the one before: the finest that the claim can say.
    private final AtomicLong signIns =
            new AtomicLong(Instant.now(Clock.systemUTC()).minusSeconds(3600).getEpochSecond());

    /// Body of the last explain call.
    public final AtomicReference<String> asked = new AtomicReference<>("");

    /// Tokens that were fetched by client credentials.
    public final AtomicInteger fetched = new AtomicInteger();

    /// What explain answers with.
    public final AtomicInteger status = new AtomicInteger(200);

    public Neighbours() {
        try {
            key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                {"issuer":"%1$s","jwks_uri":"%1$s/jwks","authorization_endpoint":"%1$s/a","token_endpoint":"%1$s/token",
                 "subject_types_supported":["public"],"response_types_supported":["code"],
                 "id_token_signing_alg_values_supported":["RS256"]}""".formatted(address())));
        server.createContext("/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", exchange -> {
            fetched.incrementAndGet();
            answer(exchange, 200, "{\"access_token\":\"for-policy\",\"expires_in\":3600}");
        });
        server.createContext("/v1/decisions:explain", this::explain);
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// An access token of the person whom the directory knows by `local#<person>-subject`.
    public String token(String person, String... roles) {
        return token(person, Instant.ofEpochSecond(signIns.incrementAndGet()), roles);
    }

    /// An access token of an earlier sign-in.
    public String tokenSignedInAt(String person, Instant signedIn) {
        return token(person, signedIn);
    }

    private String token(String person, Instant signedIn, String... roles) {
        Instant now = Instant.now(Clock.systemUTC());
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(address())
                            .subject(person + "-subject")
                            .audience("hourglass")
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(600)))
                            .claim("auth_time", signedIn.getEpochSecond())
                            .claim("amr", List.of("pwd", "otp", "mfa"))
                            .claim("roles", List.of(roles))
                            .claim("name", "Mx " + person)
                            .build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void explain(HttpExchange exchange) throws IOException {
        asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean known = "Bearer for-policy".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, known ? status.get() : 401, """
                {"decision":{"outcome":"REVIEW","stages":[{"stage":"payments-debug/team-lead",
                 "people":[{"id":"bob","name":"Bob Kaya"}]}]},
                 "wouldPass":[{"change":{"duration":"PT30M"},"outcome":"ALLOW"}]}""");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
