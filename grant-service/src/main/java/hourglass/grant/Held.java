package hourglass.grant;

/// A grant as it is stored.
///
/// @param revision counts its changes, from 1; what If-Match is held against
/// @param requestsSequence newest record of hourglass.requests that was applied to it; older ones are repeats
public record Held(Grant grant, long revision, long requestsSequence) {}
