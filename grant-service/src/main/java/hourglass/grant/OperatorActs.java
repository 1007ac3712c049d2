package hourglass.grant;

import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What operators may do to a grant, also while every other service is down. Each act may name the revision that was
/// looked at; then it is only done to that one.
public final class OperatorActs {
    private final Grants grants;
    private final Claims claims;
    private final People people;
    private final InstantSource clock;

    public OperatorActs(Grants grants, Claims claims, People people, InstantSource clock) {
        this.grants = grants;
        this.claims = claims;
        this.people = people;
        this.clock = clock;
    }

    /// What became of an act.
    public enum Outcome {
        DONE,
        /// The first of two operators has spoken; a different one has to say the same.
        ONE_OF_TWO,
        /// There is no such grant.
        UNKNOWN,
        WRONG_STATE,
        /// It changed since the operator looked.
        CHANGED_MEANWHILE
    }

    /// Ends a live grant. One that is ending or has ended stays as it is, and that is fine.
    public Outcome end(RequestId request, Actor.Person operator, String comment, @Nullable Long revision) {
        return act(request, operator, revision, held -> switch (held.grant()) {
            case Grant.Live live -> Change.of(Outcome.DONE, live.end(Reason.OPERATOR, comment, clock.instant()));
            case Grant.Leaving _, Grant.Revoked _, Grant.Closed _ -> Change.none(Outcome.DONE);
            case Grant.Failed _ -> Change.none(Outcome.WRONG_STATE);
        });
    }

    /// Asks its target again at once, whatever the account waits for.
    public Outcome retry(RequestId request, Actor.Person operator, @Nullable Long revision) {
        return act(request, operator, revision, held -> {
            if (!(held.grant() instanceof Grant.Unfinished unfinished)) {
                return Change.none(Outcome.WRONG_STATE);
            }
            claims.hurry(unfinished, clock.instant());
            return Change.none(Outcome.DONE);
        });
    }

    /// Gives up on an overdue grant: two different operators, each with what they have seen. A first word by somebody
    /// who is no active person of the directory now does not count, whenever it was given.
    public Outcome close(RequestId request, Actor.Person operator, String evidence, long revision) {
        return act(request, operator, revision, held -> {
            if (!(held.grant() instanceof Grant.Overdue overdue)) {
                return Change.none(Outcome.WRONG_STATE);
            }
            Grant.Closing word = new Grant.Closing(operator.id(), evidence);
            Grant.Closing first = overdue.closing();
            if (first == null || !people.active(first.operator())) {
                return new Change<>(Outcome.ONE_OF_TWO, overdue.propose(word), null);
            }
            return first.operator().equals(word.operator())
                    ? Change.none(Outcome.ONE_OF_TWO)
                    : Change.of(Outcome.DONE, overdue.close(first, word));
        });
    }

    private Outcome act(
            RequestId request, Actor.Person operator, @Nullable Long revision, Function<Held, Change<Outcome>> decide) {
        return grants.change(request, new Cause(operator, null, 0), held -> {
            if (held == null) {
                return Change.none(Outcome.UNKNOWN);
            }
            return revision != null && revision != held.revision()
                    ? Change.none(Outcome.CHANGED_MEANWHILE)
                    : decide.apply(held);
        });
    }
}
