package hourglass.policy.publishes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import hourglass.policy.Decisions;
import hourglass.policy.PemFiles;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowancesTest {
    private static final UUID DECISION = UUID.fromString("0193a5e2-7c41-8b0e-9d53-2f6a1c9e8b04");

    @TempDir
    Path directory;

    private final KeyPair pair = PemFiles.p256();
    private Allowances allowances;

    @BeforeEach
    void readTheKey() {
        allowances = new Allowances(AllowanceKey.read(pem("PRIVATE KEY", pair)));
    }

    @Test
    void saysWhatIsAllowed() throws Exception {
        JWSObject allowance = JWSObject.parse(
                allowances.of(Decisions.content(), Decisions.allow(), DECISION).orElseThrow());

        assertThat(allowance.getHeader().getType().getType()).isEqualTo("hourglass-allowance+jwt");
        assertThat(allowance.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(allowance.getHeader().getKeyID()).hasSize(43);
        assertThat(allowance.getPayload().toJSONObject())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("iss", "policy-service"),
                        Map.entry("aud", "grant-service"),
                        Map.entry("jti", DECISION.toString()),
                        Map.entry("request", "0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04"),
                        Map.entry("digest", "d".repeat(64)),
                        Map.entry("person", "alice"),
                        Map.entry("resource", "payments-staging"),
                        Map.entry("role", "reader"),
                        Map.entry("target", "staging-db"),
                        Map.entry("account", "alice"),
                        Map.entry("entitlements", List.of("payments_staging_reader")),
                        Map.entry("grantedSeconds", 3600L),
                        Map.entry("notAfter", "2026-11-24T14:30:00.000000Z"),
                        Map.entry("startBy", "2026-11-24T12:03:00.000001Z"),
                        Map.entry("exp", 1795521781L),
                        Map.entry(
                                "policy",
                                Map.of(
                                        "serial", 7L,
                                        "commit", "c".repeat(40),
                                        "tree", "t".repeat(40),
                                        "bundleDigest", "b".repeat(64))),
                        Map.entry("breakGlass", false),
                        Map.entry("obligations", List.of("record-session"))));
    }

    @Test
    void isVerifiedByAStockVerifierWithThePublicKeyAndByNoOther() throws Exception {
        JWSObject allowance = JWSObject.parse(
                allowances.of(Decisions.content(), Decisions.allow(), DECISION).orElseThrow());

        assertThat(allowance.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic())))
                .isTrue();
        assertThat(allowance.verify(
                        new ECDSAVerifier((ECPublicKey) PemFiles.p256().getPublic())))
                .isFalse();
    }

    @Test
    void isTheSameBytesEachTime() {
        assertThat(allowances.of(Decisions.content(), Decisions.allow(), DECISION))
                .isEqualTo(allowances.of(Decisions.content(), Decisions.allow(), DECISION));
    }

    @Test
    void signsWithSmallAndLargeNumbersAlike() throws Exception {
        // One signature in 128 has a half with a leading zero byte.
        ECDSAVerifier verifier = new ECDSAVerifier((ECPublicKey) pair.getPublic());
        for (int i = 0; i < 600; i++) {
            String allowance = allowances
                    .of(Decisions.content(), Decisions.allow(), new UUID(i, i))
                    .orElseThrow();
            assertThat(JWSObject.parse(allowance).verify(verifier))
                    .as("decision %s", i)
                    .isTrue();
        }
    }

    @Test
    void isMissingUnlessTheAnswerAllowsAndItsStartHasCome() {
        assertThat(allowances.of(Decisions.content(), Decisions.deny(), DECISION))
                .isEmpty();
        assertThat(allowances.of(Decisions.content(), Decisions.allowLater(), DECISION))
                .isEmpty();
    }

    @Test
    void refusesAKeyOfAnotherKind() {
        KeyPair other = PemFiles.pair("secp384r1");

        assertThatThrownBy(() -> AllowanceKey.read(pem("PRIVATE KEY", other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-256")
                .hasMessageContaining("openssl genpkey");
        assertThatThrownBy(() ->
                        AllowanceKey.read(PemFiles.write(directory.resolve("x.pem"), "PUBLIC KEY", pair.getPublic())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path pem(String kind, KeyPair keys) {
        return PemFiles.write(directory.resolve("key.pem"), kind, keys.getPrivate());
    }
}
