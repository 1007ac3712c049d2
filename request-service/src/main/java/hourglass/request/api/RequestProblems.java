package hourglass.request.api;

import hourglass.web.ProblemType;
import java.util.List;

/// The kinds of problem that only request-service has.
final class RequestProblems {
    static final ProblemType IDEMPOTENCY_KEY_MISSING = new ProblemType(
            "idempotency-key-missing",
            400,
            "Send an Idempotency-Key",
            "Without it a repeated call could make a second request. It is a quoted string of 16 to 64 characters.",
            "Send a header such as Idempotency-Key: \"0193a5e2-51aa-7c3e\", the same again when you repeat the call.");
    static final ProblemType IDEMPOTENCY_KEY_REUSED = new ProblemType(
            "idempotency-key-reused",
            422,
            "This Idempotency-Key was used for something else",
            "A key belongs to one body for ever; you have sent it with another body before.",
            "Take a new key for a new request.");
    static final ProblemType OWN_REQUEST = new ProblemType(
            "own-request",
            403,
            "You can't approve your own request",
            "Nobody approves what they asked for themselves, by whichever of their accounts.",
            "Ask one of the people whom the request's stages name.");
    static final ProblemType OWN_REVIEW = new ProblemType(
            "own-review",
            403,
            "You can't review your own break-glass access",
            "Whether it was justified is for others to say, whichever of their accounts its holder signs in with.",
            "Ask one of the people whom the review names.");
    static final ProblemType NOT_AN_APPROVER = new ProblemType(
            "not-an-approver",
            403,
            "You are not asked",
            "No open stage of this request, or not the one you named, asks you.",
            "Ask one of the people whom the request's stages name.");
    static final ProblemType ALREADY_DECIDED = new ProblemType(
            "already-decided",
            409,
            "It is decided already",
            "You, or everybody who was needed, has voted; the outcome stands.",
            "Read the request again.");
    static final ProblemType REQUEST_DIFFERS = new ProblemType(
            "request-differs",
            409,
            "This is not the request you saw",
            "A vote counts for the content its voter saw, and the digest is another one's.",
            "Read the request again, and vote on its requestDigest.");
    static final ProblemType CANNOT_DECIDE = new ProblemType(
            "cannot-decide",
            503,
            "Nothing can be decided at the moment",
            "No policy has been accepted yet, or policy-service doesn't answer. Nothing was stored.",
            "Try again after as many seconds as Retry-After says.");

    static final List<ProblemType> ALL = List.of(
            IDEMPOTENCY_KEY_MISSING,
            IDEMPOTENCY_KEY_REUSED,
            OWN_REQUEST,
            OWN_REVIEW,
            NOT_AN_APPROVER,
            ALREADY_DECIDED,
            REQUEST_DIFFERS,
            CANNOT_DECIDE);

    private RequestProblems() {}
}
