package hourglass.policy.deciding;

import hourglass.messaging.PutAside;
import hourglass.messaging.RetryLater;
import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.loading.Alarms;
import hourglass.policy.loading.PolicyLoader;
import hourglass.policy.loading.PolicySets;
import hourglass.policy.loading.SetInUse;
import java.time.Duration;
import java.time.InstantSource;

/// Answers an ask by the set in use. Where that can't be done yet, nothing is answered and the ask comes again;
/// one from the future is refused for good.
public final class AnswerAsk {
    /// Largest ask in bytes that is looked at; beyond it the answer is DENY `too-large`.
    public static final int MAX_BYTES = 256 * 1024;

    /// How far an ask may be ahead of this clock; beyond it one of the two clocks is wrong.
    static final Duration AHEAD = Duration.ofSeconds(60);

    private final PolicySets sets;
    private final PolicyLoader loader;
    private final Decisions decisions;
    private final Alarms alarms;
    private final InstantSource clock;

    public AnswerAsk(PolicySets sets, PolicyLoader loader, Decisions decisions, Alarms alarms, InstantSource clock) {
        this.sets = sets;
        this.loader = loader;
        this.decisions = decisions;
        this.alarms = alarms;
        this.clock = clock;
    }

    /// Decides and publishes.
    ///
    /// @throws RetryLater when there is no answer yet: the ask wants a newer set than there is here, or the
    ///     repository did not answer for too long
    /// @throws PutAside when the ask is ahead of the clock
    public void answer(ReceivedAsk asked) {
        Ask ask = asked.ask();
        refuseFromTheFuture(ask);
        SetInUse set = setFor(ask);
        Decision answer = asked.bytes() > MAX_BYTES
                ? Decision.denial(ask, Cause.TOO_LARGE, set.policy(), set.set().engine())
                : set.set().decide(ask, set.policy());
        decisions.publish(asked, answer);
    }

    private void refuseFromTheFuture(Ask ask) {
        if (ask.askedAt().isAfter(clock.instant().plus(AHEAD))) {
            String detail =
                    "Ask " + ask.number() + " of request " + ask.content().requestId() + " is from " + ask.askedAt()
                            + ", more than " + AHEAD.toSeconds() + " s ahead. Is a clock wrong?";
            alarms.raise(Alarms.AHEAD, detail);
            throw new PutAside(detail);
        }
        alarms.clear(Alarms.AHEAD);
    }

    private SetInUse setFor(Ask ask) {
        if (serialInUse() < ask.policyAtLeast()) {
            catchUp();
        }
        if (sets.outdated()) {
            String detail = "The policy repository did not answer for too long; nothing is decided until it does.";
            alarms.raise(Alarms.OUTDATED, detail);
            throw new RetryLater(detail);
        }
        alarms.clear(Alarms.OUTDATED);
        SetInUse set = sets.current().orElseThrow(() -> new RetryLater("No policy set is loaded yet."));
        if (set.policy().serial() < ask.policyAtLeast()) {
            throw new RetryLater("The ask wants policy set " + ask.policyAtLeast() + " or newer; this instance has "
                    + set.policy().serial() + ".");
        }
        return set;
    }

    /// Whatever keeps a set from loading must not put an ask aside: it is no fault of the ask.
    private void catchUp() {
        try {
            loader.refresh();
        } catch (RuntimeException e) {
            alarms.raise(Alarms.FAILED, String.valueOf(e.getMessage()));
            throw new RetryLater("A newer policy set is wanted, but can't be loaded just now.", e);
        }
    }

    private long serialInUse() {
        return sets.current().map(set -> set.policy().serial()).orElse(0L);
    }
}
