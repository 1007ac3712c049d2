package hourglass.request;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the numbered asks of one request stand. Only the newest ask's answer is applied, and only once.
///
/// @param number of the newest ask
/// @param askedAt of the newest ask
/// @param retries how often the newest question was repeated because nobody answered
/// @param answered number of the newest ask whose answer was applied; 0 before the first
/// @param underSerial policy serial that the request was last judged under, or is being judged under
/// @param policyAskedAt when a newer policy set last made it ask; null before that
/// @param askAgainAt when time alone can change the last answer; null when it can't
public record Asks(
        int number,
        AskCause cause,
        Phase phase,
        Instant askedAt,
        int retries,
        int answered,
        long underSerial,
        @Nullable Instant policyAskedAt,
        @Nullable Instant askAgainAt) {

    /// The first ask, on submission.
    static Asks first(Ask ask) {
        return new Asks(ask.number(), ask.cause(), ask.phase(), ask.askedAt(), 0, 0, ask.policyAtLeast(), null, null);
    }

    Asks next(Ask ask) {
        boolean again = ask.cause() == AskCause.RETRY && unanswered();
        boolean policy = ask.cause() == AskCause.POLICY;
        return new Asks(
                ask.number(),
                ask.cause(),
                ask.phase(),
                ask.askedAt(),
                again ? retries + 1 : 0,
                answered,
                ask.policyAtLeast(),
                policy ? ask.askedAt() : policyAskedAt,
                null);
    }

    /// The newest question put once more: its answer counts as the first one's would have.
    Asks repeated(Ask ask) {
        return new Asks(
                ask.number(),
                cause,
                phase,
                ask.askedAt(),
                retries + 1,
                answered,
                ask.policyAtLeast(),
                policyAskedAt,
                null);
    }

    /// Whether an answer to ask `number` is the one waited for.
    boolean awaits(int answer) {
        return answer == number && unanswered();
    }

    public boolean unanswered() {
        return number > answered;
    }

    /// Whether it was resumed, and nobody has answered yet.
    public boolean resuming() {
        return cause == AskCause.RESUMED && unanswered();
    }

    Asks answeredBy(Decision decision) {
        return new Asks(
                number,
                cause,
                phase,
                askedAt,
                0,
                decision.ask(),
                Math.max(underSerial, decision.policy().serial()),
                policyAskedAt,
                decision.askAgainAt() != null ? decision.askAgainAt() : decision.startsAt());
    }

    /// When an unanswered ask is repeated: after 30 s, then 2 min, then every 10 min.
    public Instant retryAt() {
        return askedAt.plus(patience(retries));
    }

    private static Duration patience(int retries) {
        return switch (retries) {
            case 0 -> Duration.ofSeconds(30);
            case 1 -> Duration.ofMinutes(2);
            default -> Duration.ofMinutes(10);
        };
    }
}
