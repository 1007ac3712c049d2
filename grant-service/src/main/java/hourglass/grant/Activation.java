package hourglass.grant;

import java.time.Instant;

/// When access became active, and when it ends by itself. The end never grows.
public record Activation(Instant activatedAt, Instant expiresAt) {}
