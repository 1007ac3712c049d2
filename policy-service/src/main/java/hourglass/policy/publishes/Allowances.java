package hourglass.policy.publishes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import hourglass.events.ContentDigest;
import hourglass.policy.Binding;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.PolicyRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Signs the allowance that an ALLOW carries: what grant-service believes, whatever the order beside it says.
@Component
public final class Allowances {
    /// The `typ` header (RFC 8725 3.11): no other token of ours can be taken for an allowance.
    static final String TYPE = "hourglass-allowance+jwt";

    private final AllowanceKey key;

    public Allowances(AllowanceKey key) {
        this.key = key;
    }

    /// The allowance of a decision; empty unless it is an ALLOW whose start has come.
    ///
    /// @param decisionId event id of the decision
    Optional<String> of(Content asked, Decision decision, UUID decisionId) {
        Instant startBy = decision.startBy();
        Binding binding = decision.binding();
        Integer seconds = decision.grantedSeconds();
        if (decision.outcome() != Decision.Outcome.ALLOW || startBy == null || binding == null || seconds == null) {
            return Optional.empty();
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "policy-service");
        claims.put("aud", "grant-service");
        claims.put("jti", decisionId.toString());
        claims.put("request", asked.requestId());
        claims.put("digest", decision.digest());
        claims.put("person", asked.person());
        claims.put("resource", asked.resource());
        claims.put("role", asked.role());
        claims.put("target", binding.target());
        claims.put("account", binding.account());
        claims.put("entitlements", binding.entitlements());
        claims.put("grantedSeconds", seconds);
        if (decision.notAfter() != null) {
            claims.put("notAfter", ContentDigest.time(decision.notAfter()));
        }
        claims.put("startBy", ContentDigest.time(startBy));
        claims.put("exp", startBy.getNano() == 0 ? startBy.getEpochSecond() : startBy.getEpochSecond() + 1);
        claims.put("policy", policy(decision.policy()));
        claims.put("breakGlass", decision.breakGlass());
        claims.put("obligations", decision.obligations());
        return Optional.of(sign(claims));
    }

    private static Map<String, Object> policy(PolicyRef policy) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("serial", policy.serial());
        claim.put("commit", policy.commit());
        claim.put("tree", policy.tree());
        claim.put("bundleDigest", policy.bundleDigest());
        return claim;
    }

    private String sign(Map<String, Object> claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(key.id())
                .build();
        JWSObject allowance = new JWSObject(header, new Payload(claims));
        try {
            allowance.sign(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("The allowance key can't sign", e);
        }
        return allowance.serialize();
    }
}
