package hourglass.grant;

/// What a target answers to being brought in line.
public sealed interface Answer {
    /// It was changed where needed, and read back.
    record Applied(Reading reading) implements Answer {}

    /// It has obeyed a newer claim: whoever asked has lost theirs, or this service's database is older than the target.
    record Fenced(long newest) implements Answer {}

    /// Nothing is known of what it did. It has to be asked again.
    record NoAnswer(String error) implements Answer {}
}
