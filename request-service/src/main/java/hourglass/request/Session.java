package hourglass.request;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sign-in behind an act.
///
/// @param idp alias of the identity provider
/// @param subject the provider's own id of the person
/// @param authTime when the person signed in; null when the token doesn't say
/// @param acr authentication context class; null when the token doesn't say
/// @param amr authentication methods, in the words of RFC 8176
/// @param at when the token was used for this act
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

    /// The same sign-in, used at another moment.
    public Session usedAt(Instant moment) {
        return new Session(idp, subject, authTime, acr, amr, channel, moment);
    }
}
