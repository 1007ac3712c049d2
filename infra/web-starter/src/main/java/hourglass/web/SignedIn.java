package hourglass.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// Who is behind a call, as the verified access token says. A controller takes it as a parameter.
///
/// @param idp alias of the token's issuer
/// @param subject the issuer's id of the person or program, `sub`
/// @param name as the issuer has it, for display only; null when the token doesn't say
/// @param roles token roles, such as `operator` and `auditor`
/// @param authTime when the person last signed in, `auth_time`; null when the token doesn't say
/// @param acr authentication context class; null when the token doesn't say
/// @param amr methods of authentication (RFC 8176)
/// @param channel by which the call came; a fact that the caller states, never a right
public record SignedIn(
        String idp,
        String subject,
        @Nullable String name,
        Set<String> roles,
        @Nullable Instant authTime,
        @Nullable String acr,
        List<String> amr,
        Channel channel) {
    /// The header in which a client names its channel.
    public static final String CHANNEL = "Hourglass-Channel";

    /// The way a call came in.
    public enum Channel {
        PAGE,
        API,
        CLI,
        CHAT
    }

    public SignedIn {
        roles = Set.copyOf(roles);
        amr = List.copyOf(amr);
    }

    /// When a second factor was last used; empty when it was not, or the token doesn't say.
    public Optional<Instant> mfaAt() {
        return amr.contains("mfa") ? Optional.ofNullable(authTime) : Optional.empty();
    }

    static SignedIn of(String idp, Jwt token, @Nullable String channel) {
        return new SignedIn(
                idp,
                Objects.requireNonNull(token.getSubject(), "a checked token has a subject"),
                token.getClaimAsString("name"),
                Set.copyOf(strings(token, "roles")),
                token.getClaimAsInstant("auth_time"),
                token.getClaimAsString("acr"),
                strings(token, "amr"),
                channel(channel));
    }

    static List<String> strings(Jwt token, String claim) {
        return token.getClaim(claim) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Channel channel(@Nullable String name) {
        return switch (name == null ? "" : name.toUpperCase(Locale.ROOT)) {
            case "PAGE" -> Channel.PAGE;
            case "CLI" -> Channel.CLI;
            case "CHAT" -> Channel.CHAT;
            default -> Channel.API;
        };
    }
}
