package hourglass.request;

/// What the decider makes of a command.
public sealed interface Result {
    record Moved(Step step) implements Result {}

    /// Nothing to do: a repeat, or something that no longer matters.
    record Unchanged() implements Result {}

    record Refused(Refusal refusal) implements Result {}

    static Result moved(Step step) {
        return new Moved(step);
    }

    static Result unchanged() {
        return new Unchanged();
    }

    static Result refused(Refusal.Rule rule, String detail) {
        return new Refused(Refusal.of(rule, detail));
    }
}
