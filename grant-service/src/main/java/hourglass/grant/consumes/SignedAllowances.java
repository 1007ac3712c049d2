package hourglass.grant.consumes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import hourglass.grant.Account;
import hourglass.grant.Allowances;
import hourglass.grant.PolicyVersion;
import hourglass.grant.RequestId;
import hourglass.grant.Terms;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Allowances as compact JWS (RFC 7515), ES256 only, by one of policy-service's keys.
public final class SignedAllowances implements Allowances {
    private static final JOSEObjectType TYPE = new JOSEObjectType("hourglass-allowance+jwt");
    private static final int LONGEST = 65_536;

    private final List<JWSVerifier> verifiers;

    /// @throws IllegalArgumentException for no key, or one that is not P-256
    public SignedAllowances(List<ECPublicKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no key to check allowances with.");
        }
        List<JWSVerifier> all = new ArrayList<>();
        for (ECPublicKey key : keys) {
            try {
                all.add(new ECDSAVerifier(key));
            } catch (JOSEException e) {
                throw new IllegalArgumentException("An allowance key is no P-256 key: " + e.getMessage(), e);
            }
        }
        this.verifiers = List.copyOf(all);
    }

    @Override
    public Verdict read(String allowance) {
        if (allowance.length() > LONGEST) {
            return new Verdict.Bad("The allowance is longer than " + LONGEST + " characters.");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(allowance);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    || !TYPE.equals(jwt.getHeader().getType())) {
                return new Verdict.Bad("The allowance is not an ES256 JWS of type " + TYPE + ".");
            }
            if (!signed(jwt)) {
                return new Verdict.Bad("No key of policy-service signed the allowance.");
            }
            return believe(jwt.getJWTClaimsSet());
        } catch (ParseException | ClassCastException | IllegalArgumentException | DateTimeException e) {
            return new Verdict.Bad("The allowance can't be read: " + e.getMessage());
        }
    }

    private boolean signed(SignedJWT jwt) {
        for (JWSVerifier verifier : verifiers) {
            try {
                if (jwt.verify(verifier)) {
                    return true;
                }
            } catch (JOSEException _) {
                // Such a signature is none: the next key is tried, and without any the allowance is refused.
            }
        }
        return false;
    }

    private static Verdict believe(JWTClaimsSet claims) throws ParseException {
        if (!"policy-service".equals(claims.getIssuer())
                || !List.of("grant-service").equals(claims.getAudience())) {
            return new Verdict.Bad("The allowance is not from policy-service to grant-service.");
        }
        Terms terms = terms(claims);
        if (claims.getExpirationTime() == null
                || claims.getExpirationTime().toInstant().isBefore(terms.startBy())) {
            return new Verdict.Bad("The allowance expires before its own startBy.");
        }
        return new Verdict.Good(terms);
    }

    private static Terms terms(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> policy = claims.getJSONObjectClaim("policy");
        if (policy == null) {
            throw new IllegalArgumentException("it lacks the claim policy");
        }
        JWTClaimsSet version = JWTClaimsSet.parse(policy);
        @Nullable String notAfter = claims.getStringClaim("notAfter");
        return new Terms(
                new RequestId(text(claims, "request")),
                text(claims, "digest"),
                UUID.fromString(text(claims, "jti")),
                text(claims, "person"),
                text(claims, "resource"),
                text(claims, "role"),
                new Account(text(claims, "target"), text(claims, "account")),
                new TreeSet<>(texts(claims, "entitlements")),
                Duration.ofSeconds(number(claims, "grantedSeconds")),
                notAfter == null ? null : Instant.parse(notAfter),
                Instant.parse(text(claims, "startBy")),
                new PolicyVersion(
                        number(version, "serial"),
                        text(version, "commit"),
                        text(version, "tree"),
                        text(version, "bundleDigest")),
                Boolean.TRUE.equals(claims.getBooleanClaim("breakGlass")),
                texts(claims, "obligations"));
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        return present(claims.getStringClaim(name), name);
    }

    private static long number(JWTClaimsSet claims, String name) throws ParseException {
        return present(claims.getLongClaim(name), name);
    }

    private static List<String> texts(JWTClaimsSet claims, String name) throws ParseException {
        return present(claims.getStringListClaim(name), name);
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("it lacks the claim " + name);
        }
        return value;
    }
}
