package hourglass.grant;

import org.jspecify.annotations.Nullable;

/// Who made something happen.
public sealed interface Actor {
    /// This service by itself: a lane, a sweep, or an event of another service that it acts on.
    record Service() implements Actor {}

    /// A signed-in person.
    ///
    /// @param id directory id; `idp:subject` for somebody who is not in the directory
    /// @param via PAGE, API, CLI or CHAT
    record Person(String id, @Nullable String idp, @Nullable String subject, String via) implements Actor {}
}
