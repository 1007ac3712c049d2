package hourglass.grant.api;

import hourglass.grant.Actor;
import hourglass.grant.GrantView;
import hourglass.grant.People;
import hourglass.web.SignedIn;
import org.jspecify.annotations.Nullable;

/// Who looks or acts.
///
/// @param person directory id; null for somebody who is no active person of the directory, such as an outside auditor
record Caller(@Nullable String person, boolean operator, boolean auditor, SignedIn session) {
    static Caller of(SignedIn session, People people) {
        @Nullable
        String person = people.who(new People.Identity(session.idp(), session.subject()))
                .orElse(null);
        return new Caller(
                person, session.roles().contains("operator"), session.roles().contains("auditor"), session);
    }

    /// Operators and auditors see all grants, everybody else their own.
    boolean seesAll() {
        return operator || auditor;
    }

    boolean sees(GrantView grant) {
        return seesAll() || (person != null && person.equals(grant.person()));
    }

    Actor.Person actor() {
        String id = person == null ? session.idp() + ":" + session.subject() : person;
        return new Actor.Person(
                id, session.idp(), session.subject(), session.channel().name());
    }
}
