package hourglass.request.api;

import hourglass.request.AccessRequest.Held;
import hourglass.request.Caller;
import hourglass.request.Decision.Mend;
import hourglass.request.RequestViews.View;
import hourglass.request.Session;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.Instant;

/// A hold that wants a fresh second factor can't be mended by the sign-in that it was held for: the client is told
/// to get another one (RFC 9470), instead of being held again.
final class FreshSession {
    /// Seconds that the second factor may be old, for the client's next sign-in.
    private static final int MAX_AGE = 60;

    private FreshSession() {}

    /// @throws ProblemException 401 when the requester's sign-in is no fresher than the one that was held
    static void check(View view, Caller caller, SignedIn me) {
        if (!(view.request() instanceof Held held)
                || held.decision().mend() != Mend.RESUME
                || held.dossier().asks().resuming()
                || !held.dossier().requester().equals(caller.person())) {
            return;
        }
        Session before = held.dossier().session();
        Instant mfaAt = me.mfaAt().orElse(Instant.MIN);
        Instant heldFor = before.amr().contains("mfa") && before.authTime() != null ? before.authTime() : Instant.MIN;
        if (!mfaAt.isAfter(heldFor)) {
            throw new ProblemException(
                            ProblemType.SECOND_FACTOR_NEEDED,
                            "Sign in again with your second factor, then resume with the new token.")
                    .header(
                            "WWW-Authenticate",
                            "Bearer error=\"insufficient_user_authentication\", error_description=\"a fresh second factor"
                                    + " is needed\", max_age=\"" + MAX_AGE + "\"");
        }
    }
}
