package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// request-service's word that a grant begin. The allowance in it is what is believed; the rest has to agree.
///
/// @param orderedAt by request-service's clock
/// @param notAfter absent without a calendar limit
/// @param allowance compact JWS by policy-service
public record Order(
        RequestId request,
        String digest,
        UUID decisionId,
        String person,
        String resource,
        String role,
        Duration granted,
        @Nullable Instant notAfter,
        Instant startBy,
        Instant orderedAt,
        String allowance) {}
