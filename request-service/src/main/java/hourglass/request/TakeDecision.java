package hourglass.request;

/// Applies policy's answer to a request's newest ask. Any other answer changes nothing.
public final class TakeDecision {
    private final ChangeRequest door;

    public TakeDecision(Requests requests) {
        this.door = new ChangeRequest(requests);
    }

    /// Applies `decision` if it answers the newest ask.
    ///
    /// @throws IllegalStateException when there is no such request, or the answer can't be for it
    public void take(RequestId id, Decision decision) {
        Outcome outcome =
                door.change(id, new Command.TakeAnswer(decision), Actor.service("policy-service"), decision.id(), null);
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("Decision " + decision.id() + " can't be applied: "
                    + refused.first().detail());
        }
    }
}
