package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.Client.Answer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A22: no service takes a token that isn't the provider's, for us, in its time; each of these differs from a good
/// one in one thing.
class TokensTest {
    private final Stack stack = Stack.running();
    private final SignedTokens tokens =
            new SignedTokens(stack.token("alice"), stack.local().folder().resolve("identity/signing-key.json"));

    private final List<String> everywhere = List.of(
            stack.request("/v1/me"),
            stack.policy("/v1/policy-sets"),
            stack.grant("/v1/grants"),
            stack.audit("/v1/answers"));

    @Test
    void noServiceTakesATokenThatIsNotRight() throws NoSuchAlgorithmException {
        wrong().forEach((what, token) -> everywhere.forEach(
                address -> assertThat(new Client(token).get(address).status())
                        .as("%s at %s", what, address)
                        .isEqualTo(401)));
    }

    /// Else all of them could be refused for how they are made here.
    @Test
    void theSameTokenSignedAgainUnchangedIsTaken() {
        everywhere.forEach(address -> assertThat(
                        new Client(tokens.withClaims(same -> {})).get(address).status())
                .as(address)
                .isIn(200, 403));
        assertThat(new Client(tokens.withClaims(same -> {}))
                        .get(stack.request("/v1/me"))
                        .text("/id"))
                .isEqualTo("alice");
    }

    @Test
    void nothingIsAskedForByOne() throws NoSuchAlgorithmException {
        String reason = "by a token that is not right " + UUID.randomUUID();
        Map<String, Object> body =
                Client.body("resource", "payments-staging", "role", "reader", "duration", "1m", "reason", reason);
        wrong().forEach((what, token) -> {
            Answer answer = new Client(token)
                    .post(
                            stack.request("/v1/requests"),
                            body,
                            "Idempotency-Key",
                            '"' + UUID.randomUUID().toString() + '"');
            assertThat(answer.status()).as(what).isEqualTo(401);
        });
        stack.topics().settled();
        assertThat(stack.topics().records("hourglass.requests", "AccessRequested"))
                .noneMatch(record -> record.value().contains(reason));
    }

    private Map<String, String> wrong() throws NoSuchAlgorithmException {
        long now = stack.clock().instant().getEpochSecond();
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("expired", tokens.withClaims(it -> it.put("exp", now - 60)));
        wrong.put("never expiring", tokens.withClaims(it -> it.remove("exp")));
        wrong.put("not yet good", tokens.withClaims(it -> it.put("nbf", now + 600)));
        wrong.put("for another audience", tokens.withClaims(it -> it.put("aud", "other")));
        wrong.put("for no audience", tokens.withClaims(it -> it.remove("aud")));
        wrong.put("by another issuer", tokens.withClaims(it -> it.put("iss", "http://localhost:9/other")));
        wrong.put("of nobody", tokens.withClaims(it -> it.remove("sub")));
        wrong.put("an ID token", tokens.withHeader(it -> it.put("typ", "JWT")));
        wrong.put("of no type", tokens.withHeader(it -> it.remove("typ")));
        wrong.put("unsigned", tokens.unsigned());
        wrong.put("signed by HMAC with the public key", tokens.confused());
        wrong.put(
                "with an operator's role put in",
                tokens.tampered(it -> it.putArray("roles").add("operator")));
        KeyPair stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        wrong.put("signed by a stranger", SignedTokens.signed(tokens.header(), tokens.claims(), stranger.getPrivate()));
        ObjectNode pointing = tokens.header().put("jku", "http://localhost:9/keys");
        wrong.put(
                "with a place for its own keys", SignedTokens.signed(pointing, tokens.claims(), stranger.getPrivate()));
        wrong.put("no token", "not.a.token");
        return wrong;
    }
}
