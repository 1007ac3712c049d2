package hourglass.grant;

/// One step of a grant: the state it leads to and the event that says so. The store takes both or neither.
public record Move<G extends Grant>(G to, GrantEvent event) {}
