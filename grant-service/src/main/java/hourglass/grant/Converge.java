package hourglass.grant;

import java.time.InstantSource;
import java.util.Optional;

/// The one operation on targets, account by account: want the union of the live grants, bring the target in line, read
/// it back, and move the grants accordingly. Granting, ending, extending, repeating and recovering are all this.
public final class Converge {
    private final Claims claims;
    private final Targets targets;
    private final InstantSource clock;

    public Converge(Claims claims, Targets targets, InstantSource clock) {
        this.claims = claims;
        this.targets = targets;
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

    private Answer work(Target target, Claim claim) {
        Answer answer = target.apply(claim.wanted());
        var now = clock.instant();
        switch (answer) {
            case Answer.Applied(Reading reading) ->
                claims.settle(claim, now, current -> Settlement.of(claim, current, reading, now));
            case Answer.NoAnswer(String error) -> claims.settle(claim, now, current -> Settlement.unknown(error));
            case Answer.Fenced(long newest) -> claims.refence(claim, newest, now);
        }
        return answer;
    }
}
