package hourglass.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes tokens of a real one, each with one thing about it changed: also with the provider's own key, so that
/// nothing but that one thing can be what it is refused for.
final class SignedTokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String real;
    private final JsonNode key;

    /// @param real a token of the provider
    /// @param key the file of the provider's key, a private JWK
    SignedTokens(String real, Path key) {
        this.real = real;
        try {
            this.key = JSON.readTree(Files.readString(key));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + key, e);
        }
    }

    String real() {
        return real;
    }

    ObjectNode header() {
        return json(0);
    }

    ObjectNode claims() {
        return json(1);
    }

    /// The same with another claim, signed by the provider.
    String withClaims(Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return signed(header(), claims, provider());
    }

    /// The same with another header, signed by the provider.
    String withHeader(Consumer<ObjectNode> change) {
        ObjectNode header = header();
        change.accept(header);
        return signed(header, claims(), provider());
    }

    /// With `alg` none and no signature.
    String unsigned() {
        return text(header().put("alg", "none"), claims()) + ".";
    }

    /// Other claims under the signature of the real ones.
    String tampered(Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return text(header(), claims) + "." + part(2);
    }

    /// HMAC with the provider's public key as the secret.
    String confused() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey().getEncoded(), "HmacSHA256"));
            String text = text(header().put("alg", "HS256"), claims());
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String signed(ObjectNode header, ObjectNode claims, PrivateKey by) {
        String text = text(header, claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(by);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PrivateKey provider() {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(number("n"), number("d")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
    }

    private BigInteger number(String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asString("")));
    }

    private ObjectNode json(int part) {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part(part)));
    }

    private String part(int part) {
        return real.split("\\.", -1)[part];
    }

    private static String text(ObjectNode header, ObjectNode claims) {
        return base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
