package hourglass.request;

/// The digest of a request's content, as the contract defines it: hex SHA-256 of its RFC 8785 JSON.
public interface Digests {
    String of(Content content);
}
