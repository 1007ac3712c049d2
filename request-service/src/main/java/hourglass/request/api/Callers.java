package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Channel;
import hourglass.request.Directory;
import hourglass.request.Directory.Person;
import hourglass.request.PersonId;
import hourglass.request.Session;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whom a token stands for: an active person of the directory, or nobody. An auditor or operator whom the directory
/// doesn't know may read.
@Component
class Callers {
    private static final String OPERATOR = "operator";
    private static final String AUDITOR = "auditor";

    private final Directory directory;
    private final InstantSource clock;

    Callers(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /// Who acts.
    ///
    /// @throws ProblemException 403 when the directory doesn't know them, or they are inactive
    Caller acting(SignedIn me) {
        return acting(me, directory.byIdentity(me.idp(), me.subject()));
    }

    private Caller acting(SignedIn me, @Nullable Person person) {
        if (person == null) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    "The directory doesn't know you: ask whoever keeps the policy repository to add you.");
        }
        if (!person.active()) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED, "The directory says that you are inactive: ask whoever keeps it.");
        }
        return caller(me, person);
    }

    /// Who reads.
    ///
    /// @throws ProblemException 403 as [#acting], but for auditors and operators from outside the directory
    Caller reading(SignedIn me) {
        Person person = directory.byIdentity(me.idp(), me.subject());
        boolean outside =
                person == null && (me.roles().contains(OPERATOR) || me.roles().contains(AUDITOR));
        if (!outside) {
            return acting(me, person);
        }
        return new Caller(
                new PersonId(me.idp() + ":" + me.subject()),
                session(me),
                Set.of(),
                me.roles().contains(OPERATOR),
                me.roles().contains(AUDITOR));
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

    private Caller caller(SignedIn me, Person person) {
        return new Caller(
                person.id(),
                session(me),
                person.groups(),
                me.roles().contains(OPERATOR),
                me.roles().contains(AUDITOR));
    }
}
