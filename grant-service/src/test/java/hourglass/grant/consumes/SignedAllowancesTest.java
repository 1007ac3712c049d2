package hourglass.grant.consumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import hourglass.grant.Allowances.Verdict;
import hourglass.grant.Samples;
import hourglass.grant.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedAllowancesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00.123456Z");

    private final PolicyPen pen = new PolicyPen();
    private final SignedAllowances allowances = new SignedAllowances(List.of(pen.publicKey()));
    private final Terms terms = Samples.terms(NOW)
            .notAfter(NOW.plusSeconds(900))
            .obligation("record-session")
            .build();

    private static void isBad(Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Bad.class, bad -> assertThat(bad.why()).contains(why));
    }

    @Test
    void readsTheTermsThatPolicySigned() {
        assertThat(allowances.read(pen.sign(terms))).isEqualTo(new Verdict.Good(terms));
    }

    @Test
    void anyOfSeveralKeysWillDoWhileOneIsBeingChanged(@TempDir Path folder) throws Exception {
        PolicyPen next = new PolicyPen();
        pen.writePublicKey(folder.resolve("a"));
        next.writePublicKey(folder.resolve("b"));
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(folder.resolve("a")) + Files.readString(folder.resolve("b")));
        SignedAllowances during = new SignedAllowances(PublicKeys.read(both));
        assertThat(during.read(pen.sign(terms))).isInstanceOf(Verdict.Good.class);
        assertThat(during.read(next.sign(terms))).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void aStrangersSignatureIsNone() {
        isBad(allowances.read(new PolicyPen().sign(terms)), "No key of policy-service");
    }

    @Test
    void anAlteredPayloadIsNotBelieved() {
        String[] parts = pen.sign(terms).split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String longer = claims.replace("\"grantedSeconds\":600", "\"grantedSeconds\":86400");
        assertThat(longer).isNotEqualTo(claims);
        String altered =
                Base64.getUrlEncoder().withoutPadding().encodeToString(longer.getBytes(StandardCharsets.UTF_8));
        isBad(allowances.read(parts[0] + "." + altered + "." + parts[2]), "No key of policy-service");
    }

    @Test
    void anUnsignedOneIsNone() {
        isBad(allowances.read(new PlainJWT(PolicyPen.claims(terms).build()).serialize()), "");
    }

    @Test
    void anotherKindOfTokenBySameKeyIsNone() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .build();
        isBad(allowances.read(pen.sign(header, PolicyPen.claims(terms).build())), "type");
    }

    @Test
    void oneForSomebodyElseIsNone() {
        JWTClaimsSet foreign = PolicyPen.claims(terms).audience("audit-service").build();
        isBad(allowances.read(pen.sign(foreign)), "not from policy-service to grant-service");
        isBad(allowances.read(pen.sign(PolicyPen.claims(terms).issuer("mallory").build())), "not from policy-service");
    }

    @Test
    void oneThatExpiresBeforeItsStartByIsNone() {
        JWTClaimsSet expired = PolicyPen.claims(terms)
                .expirationTime(Date.from(NOW.minusSeconds(600)))
                .build();
        isBad(allowances.read(pen.sign(expired)), "expires before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request",
                "digest",
                "person",
                "resource",
                "role",
                "target",
                "account",
                "entitlements",
                "grantedSeconds",
                "startBy",
                "policy",
                "obligations",
                "jti",
                "exp"
            })
    void oneThatLacksAClaimIsNone(String claim) {
        isBad(
                allowances.read(
                        pen.sign(PolicyPen.claims(terms).claim(claim, null).build())),
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "\0", "eyJhbGciOiJub25lIn0.e30."})
    void rubbishIsNone(String rubbish) {
        isBad(allowances.read(rubbish), "");
    }

    @Test
    void noTimeAndNoEntitlementsAreNoTerms() {
        isBad(
                allowances.read(pen.sign(
                        PolicyPen.claims(terms).claim("grantedSeconds", 0).build())),
                "no time");
        isBad(
                allowances.read(pen.sign(
                        PolicyPen.claims(terms).claim("entitlements", List.of()).build())),
                "no entitlement");
        isBad(allowances.read("x".repeat(70_000)), "longer");
    }

    @Test
    void aFileWithoutAKeySaysWhatToDo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "nothing");
        assertThatThrownBy(() -> PublicKeys.read(file)).hasMessageContaining("hourglass.grant.allowance-key");
        assertThatThrownBy(() -> PublicKeys.read(folder.resolve("absent"))).hasMessageContaining("allowance-key");
    }
}
