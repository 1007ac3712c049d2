package hourglass.request;

/// The secret that list cursors are signed with, the same for every instance of the service.
@FunctionalInterface
public interface SigningKey {
    /// At least 32 bytes.
    byte[] secret();
}
