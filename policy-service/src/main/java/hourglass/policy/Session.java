package hourglass.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sign-in behind an act.
///
/// @param idp alias of the identity provider, as in the directory's `idp#subject`
/// @param authTime when the person signed in; null when the token does not say
/// @param acr authentication context class; null when the token does not say
/// @param amr authentication methods (RFC 8176)
/// @param at when it was used for this act
public record Session(
        String idp,
        String subject,
        @Nullable Instant authTime,
        @Nullable String acr,
        List<String> amr,
        Channel channel,
        Instant at) {

    public Session {
        amr = List.copyOf(amr);
    }

    /// When a second factor was last used: the sign-in, if its methods name `mfa` (RFC 8176); null when not known.
    public @Nullable Instant mfaAt() {
        return amr.contains("mfa") ? authTime : null;
    }
}
