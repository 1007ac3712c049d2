package hourglass.policy;

import java.time.Instant;

/// A live grant of the requester.
public record Hold(String requestId, String resource, String role, Instant expiresAt) {}
