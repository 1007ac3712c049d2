package hourglass.grant;

/// Gives up on an overdue grant: two different operators, each with what they have seen.
public final class CloseGrant {
    private final Grants grants;

    public CloseGrant(Grants grants) {
        this.grants = grants;
    }

    /// What became of an operator's word.
    public enum Outcome {
        /// The first of two; a different operator has to say the same.
        ONE_OF_TWO,
        /// Both said so.
        CLOSED,
        /// There is no such grant.
        UNKNOWN,
        /// Only an overdue grant can be closed.
        NOT_OVERDUE,
        /// It changed since the operator looked.
        CHANGED_MEANWHILE
    }

    /// Takes one operator's word.
    ///
    /// @param revision what the operator looked at
    public Outcome close(RequestId request, Actor.Person operator, String evidence, long revision) {
        return grants.change(request, new Cause(operator, null, 0), held -> {
            if (held == null) {
                return Change.none(Outcome.UNKNOWN);
            }
            if (!(held.grant() instanceof Grant.Overdue overdue)) {
                return Change.none(held.revision() == revision ? Outcome.NOT_OVERDUE : Outcome.CHANGED_MEANWHILE);
            }
            if (held.revision() != revision) {
                return Change.none(Outcome.CHANGED_MEANWHILE);
            }
            Grant.Closing word = new Grant.Closing(operator.id(), evidence);
            Grant.Closing first = overdue.closing();
            if (first == null) {
                return new Change<>(Outcome.ONE_OF_TWO, overdue.propose(word), null);
            }
            if (first.operator().equals(word.operator())) {
                return Change.none(Outcome.ONE_OF_TWO);
            }
            return Change.of(Outcome.CLOSED, overdue.close(first, word));
        });
    }
}
