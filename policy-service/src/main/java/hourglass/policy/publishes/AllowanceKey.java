package hourglass.policy.publishes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.ECDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// The private key that allowances are signed with: ES256 with the deterministic nonce of RFC 6979, so that a repeated
/// decision is the same bytes. The JDK's own ECDSA draws a random nonce each time.
public final class AllowanceKey extends ECDSAProvider implements JWSSigner {
    private static final ECDomainParameters P256 = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
    private static final int HALF = 32;

    private final ECPrivateKeyParameters key;
    private final String id;

    private AllowanceKey(ECPrivateKeyParameters key) throws JOSEException {
        super(JWSAlgorithm.ES256);
        this.key = key;
        ECPoint point = P256.getG().multiply(key.getD()).normalize();
        this.id = new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(point.getAffineXCoord().getEncoded()),
                        Base64URL.encode(point.getAffineYCoord().getEncoded()))
                .build()
                .computeThumbprint()
                .toString();
    }

    /// Reads a key from a PEM file: PKCS#8, curve P-256, not encrypted.
    ///
    /// @throws UncheckedIOException when the file can't be read
    /// @throws IllegalArgumentException when it holds something else
    public static AllowanceKey read(Path pem) {
        try {
            String text =
                    Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
            ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
            if (key.getParams().getCurve().getField().getFieldSize() != 256) {
                throw new IllegalArgumentException(pem + " is on another curve than P-256. Write one with: " + HOW);
            }
            return new AllowanceKey(new ECPrivateKeyParameters(key.getS(), P256));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the allowance key " + pem + ". Write one with: " + HOW, e);
        } catch (GeneralSecurityException | JOSEException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    pem + " holds no unencrypted PKCS#8 key on curve P-256. Write one with: " + HOW, e);
        }
    }

    private static final String HOW = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    /// Its JWK thumbprint (RFC 7638, SHA-256): the `kid` of what it signs.
    public String id() {
        return id;
    }

    /// A secret for another use, 32 bytes, that only the holder of the key can make. The same for the same use.
    public byte[] secret(String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(BigIntegers.asUnsignedByteArray(HALF, key.getD()), "HmacSHA256"));
            return mac.doFinal(("hourglass secret for " + use).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        BigInteger[] signature = signer.generateSignature(sha256(input));
        byte[] bytes = new byte[2 * HALF];
        put(signature[0], bytes, 0);
        put(signature[1], bytes, HALF);
        return Base64URL.encode(bytes);
    }

    private static void put(BigInteger number, byte[] into, int at) {
        byte[] bytes = number.toByteArray();
        int sign = Math.max(0, bytes.length - HALF);
        int length = bytes.length - sign;
        System.arraycopy(bytes, sign, into, at + HALF - length, length);
    }

    private static byte[] sha256(byte[] input) throws JOSEException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException e) {
            throw new JOSEException("SHA-256 is part of every JDK", e);
        }
    }
}
