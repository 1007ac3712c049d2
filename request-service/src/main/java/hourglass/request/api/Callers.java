package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Channel;
import hourglass.request.Directory;
import hourglass.request.Directory.Person;
import hourglass.request.RefusedAttempts;
import hourglass.request.RefusedAttempts.Attempt;
import hourglass.request.Session;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// Whom a token stands for: an active person of the directory, or nobody.
@Component
class Callers {
    private final Directory directory;
    private final RefusedAttempts attempts;
    private final InstantSource clock;

    Callers(Directory directory, RefusedAttempts attempts, InstantSource clock) {
        this.directory = directory;
        this.attempts = attempts;
        this.clock = clock;
    }

    /// The caller behind a verified token.
    ///
    /// @param action what was wanted, for the record of a refusal
    /// @throws ProblemException 403 when the directory doesn't know them, or they are inactive
    Caller of(SignedIn me, String action) {
        Person person = directory.byIdentity(me.idp(), me.subject());
        if (person == null || !person.active()) {
            String key =
                    person == null ? me.idp() + ":" + me.subject() : person.id().value();
            String rule = person == null ? "unknown-person" : "inactive-person";
            attempts.remember(new Attempt(
                    key,
                    session(me),
                    action,
                    rule,
                    ProblemType.NOT_ALLOWED.uri().toString(),
                    null));
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    person == null
                            ? "The directory doesn't know you: ask whoever keeps the policy repository to add you."
                            : "The directory says that you are inactive: ask whoever keeps it.");
        }
        return new Caller(
                person.id(),
                session(me),
                person.groups(),
                me.roles().contains("operator"),
                me.roles().contains("auditor"));
    }

    Session session(SignedIn me) {
        return new Session(
                me.idp(),
                me.subject(),
                me.authTime(),
                me.acr(),
                me.amr(),
                Channel.valueOf(me.channel().name()),
                clock.instant());
    }
}
