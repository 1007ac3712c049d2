package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The one operation on targets, account by account: want the union of the live grants, bring the target in line, read
/// it back, and move the grants accordingly. Granting, ending, extending, repeating and recovering are all this.
public final class Converge {
    private final Claims claims;
    private final Targets targets;
    private final Lateness lateness;
    private final InstantSource clock;

    public Converge(Claims claims, Targets targets, Lateness lateness, InstantSource clock) {
        this.claims = claims;
        this.targets = targets;
        this.lateness = lateness;
        this.clock = clock;
    }

    /// Works on the most urgent account of a target.
    ///
    /// @return the target's answer, empty when nothing was due
    public Optional<Answer> next(String targetId) {
        Target target = targets.find(targetId)
                .orElseThrow(() -> new IllegalArgumentException("There is no target '" + targetId + "'."));
        return claims.take(targetId, clock.instant()).map(claim -> work(target, claim));
    }

    /// A round that fails gives its claim back as one without an answer: others need not wait until it runs out.
    private Answer work(Target target, Claim claim) {
        try {
            return converge(target, claim);
        } catch (RuntimeException e) {
            try {
                claims.settle(claim, clock.instant(), _ -> Settlement.unknown("A fault in grant-service: " + e));
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private Answer converge(Target target, Claim claim) {
        Answer answer = target.apply(claim.wanted());
        Instant now = clock.instant();
        switch (answer) {
            case Answer.Applied(Reading reading) ->
                claims.settle(claim, now, current -> Settlement.of(claim, current, reading, now))
                        .ifPresent(settled -> measure(claim, settled, now));
            case Answer.NoAnswer(String error) -> claims.settle(claim, now, current -> Settlement.unknown(error));
            case Answer.Fenced(long newest) -> claims.refence(claim, newest, now);
        }
        return answer;
    }

    private void measure(Claim claim, Settlement settled, Instant now) {
        Set<RequestId> finished = settled.moves().stream()
                .map(Move::to)
                .filter(Grant.Finished.class::isInstance)
                .map(Grant::request)
                .collect(Collectors.toSet());
        for (Grant.Unfinished seen : claim.grants()) {
            if (seen instanceof Grant.Leaving leaving && finished.contains(leaving.request())) {
                Duration late = Duration.between(leaving.dueAt(), now);
                lateness.verified(claim.account().target(), late.isNegative() ? Duration.ZERO : late);
            }
        }
    }
}
