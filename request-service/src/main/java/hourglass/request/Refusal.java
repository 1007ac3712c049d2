package hourglass.request;

import org.jspecify.annotations.Nullable;

/// Why an act is not allowed: a value, not an exception. A refused act has no effect.
///
/// @param detail one sentence for the person, with what to do next; people stand in braces, `{bob}`, to be named
/// @param pointer JSON pointer of the field it is about; null when it is about none
public record Refusal(Rule rule, String detail, @Nullable String pointer) {

    /// The rules an act can break.
    public enum Rule {
        INVALID,
        NOT_FOUND,
        NOT_ALLOWED,
        OWN_REQUEST,
        OWN_REVIEW,
        NOT_AN_APPROVER,
        WRONG_STATE,
        ALREADY_DECIDED,
        REQUEST_DIFFERS,
        CHANGED_MEANWHILE,
        IDEMPOTENCY_KEY_REUSED,
        CANNOT_DECIDE;

        /// Its problem type's last part, such as `own-request`.
        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Refusal of(Rule rule, String detail) {
        return new Refusal(rule, detail, null);
    }
}
