package hourglass.grant.consumes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import hourglass.grant.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// Signs allowances as policy-service does.
public final class PolicyPen {
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final ECKey key;

    public PolicyPen() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).keyID("pen").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public ECPublicKey publicKey() {
        try {
            return key.toECPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key as grant-service gets it.
    public void writePublicKey(Path file) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n" + PEM.encodeToString(publicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    public String sign(Terms terms) {
        return sign(claims(terms).build());
    }

    public String sign(JWTClaimsSet claims) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("hourglass-allowance+jwt"))
                        .keyID("pen")
                        .build(),
                claims);
    }

    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The claims of an allowance with these terms, to be altered by a test.
    public static JWTClaimsSet.Builder claims(Terms terms) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("policy-service")
                .audience("grant-service")
                .jwtID(terms.decisionId().toString())
                .claim("request", terms.request().text())
                .claim("digest", terms.digest())
                .claim("person", terms.person())
                .claim("resource", terms.resource())
                .claim("role", terms.role())
                .claim("target", terms.account().target())
                .claim("account", terms.account().name())
                .claim("entitlements", List.copyOf(terms.entitlements()))
                .claim("grantedSeconds", terms.granted().toSeconds())
                .claim("startBy", terms.startBy().toString())
                .expirationTime(
                        Date.from(terms.startBy().plusSeconds(1).minusNanos(1).truncatedTo(ChronoUnit.SECONDS)))
                .claim(
                        "policy",
                        Map.of(
                                "serial", terms.policy().serial(),
                                "commit", terms.policy().commit(),
                                "tree", terms.policy().tree(),
                                "bundleDigest", terms.policy().bundleDigest()))
                .claim("breakGlass", terms.breakGlass())
                .claim("obligations", terms.obligations());
        if (terms.notAfter() != null) {
            claims.claim("notAfter", terms.notAfter().toString());
        }
        return claims;
    }
}
