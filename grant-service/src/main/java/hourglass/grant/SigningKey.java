package hourglass.grant;

/// The secret that cursors are signed with, the same for all instances.
public final class SigningKey {
    private final byte[] secret;

    /// Takes 32 random bytes.
    public SigningKey(byte[] secret) {
        this.secret = secret.clone();
    }

    public byte[] secret() {
        return secret.clone();
    }
}
