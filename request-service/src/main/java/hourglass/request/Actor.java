package hourglass.request;

import org.jspecify.annotations.Nullable;

/// Who or what causes an event.
///
/// @param id key in the directory, `idp:subject` of somebody unknown there, or the name of a service
/// @param idp null for a service
/// @param subject null for a service
public record Actor(
        Kind kind,
        String id,
        @Nullable String idp,
        @Nullable String subject,
        Channel via) {
    public enum Kind {
        PERSON,
        SERVICE
    }

    /// request-service itself: sweeps, and what follows from other services' events.
    public static final Actor SELF = new Actor(Kind.SERVICE, "request-service", null, null, Channel.SYSTEM);

    public static Actor service(String name) {
        return new Actor(Kind.SERVICE, name, null, null, Channel.SYSTEM);
    }

    public static Actor person(String id, Session session) {
        return new Actor(Kind.PERSON, id, session.idp(), session.subject(), session.channel());
    }
}
