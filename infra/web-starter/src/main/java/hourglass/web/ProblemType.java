package hourglass.web;

import java.net.URI;

/// A kind of problem (RFC 9457), with the page that explains it.
///
/// @param name last part of its address, `/problems/<name>`
/// @param status HTTP status, 400 to 599
/// @param title one sentence, the same for all occurrences
/// @param meaning what it means, for its page
/// @param remedy what to do, for its page
public record ProblemType(String name, int status, String title, String meaning, String remedy) {
    public static final ProblemType MALFORMED = new ProblemType(
            "malformed",
            400,
            "The request can't be read",
            "The body is not JSON of the form that this call takes, or a parameter is not of its type.",
            "Compare what you sent with the service's OpenAPI description.");
    public static final ProblemType UNKNOWN_FIELD = new ProblemType(
            "unknown-field",
            400,
            "The body has a field that can't be sent",
            "The field is unknown, or only the server sets it. Nothing was done, so that no wish is silently dropped.",
            "Leave the field out.");
    public static final ProblemType INVALID = new ProblemType(
            "invalid",
            422,
            "A value is not valid",
            "The body has the right form, but some values can't be taken. The list `errors` names each.",
            "Mend the values and send again; an Idempotency-Key was not used up.");
    public static final ProblemType SIGN_IN_NEEDED = new ProblemType(
            "sign-in-needed",
            401,
            "Sign in first",
            "The call has no access token, or one that is expired, damaged, or meant for somebody else.",
            "Sign in again and send the new access token as a bearer token.");
    public static final ProblemType SECOND_FACTOR_NEEDED = new ProblemType(
            "second-factor-needed",
            401,
            "Sign in again with your second factor",
            "The act wants a second factor that was used not long ago.",
            "Sign in again with it; WWW-Authenticate says how fresh it must be.");
    public static final ProblemType NOT_ALLOWED = new ProblemType(
            "not-allowed",
            403,
            "You may not do this",
            "You are signed in, but the act is for others.",
            "The list `blocked` of the thing you looked at says why, and often who can.");
    public static final ProblemType NOT_FOUND = new ProblemType(
            "not-found",
            404,
            "There is no such thing here",
            "It does not exist, or it is not yours to see.",
            "Check the address.");
    public static final ProblemType WRONG_STATE = new ProblemType(
            "wrong-state",
            409,
            "It is not in a state for that",
            "The thing has moved on, so the act has no meaning now.",
            "Read it again: `actions` says what can be done.");
    public static final ProblemType CHANGED_MEANWHILE = new ProblemType(
            "changed-meanwhile",
            412,
            "It has changed meanwhile",
            "If-Match names a revision that is no longer the newest.",
            "Read it again, then decide again.");
    public static final ProblemType IF_MATCH_NEEDED = new ProblemType(
            "if-match-needed",
            428,
            "Say which revision you mean",
            "This act is only taken for a revision that you have seen.",
            "Send If-Match with the ETag of what you saw.");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType(
            "too-many-requests",
            429,
            "Too many calls",
            "You called more often than one person may.",
            "Wait as many seconds as Retry-After says.");
    public static final ProblemType UNAVAILABLE = new ProblemType(
            "unavailable",
            503,
            "Something that is needed does not answer",
            "A part that this call stands on, such as the identity provider, can't be reached. Nothing was done.",
            "Try again after as many seconds as Retry-After says.");

    /// The address that stands as `type` in a problem.
    public URI uri() {
        return URI.create("/problems/" + name);
    }
}
