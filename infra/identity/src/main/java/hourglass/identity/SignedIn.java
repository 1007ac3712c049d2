package hourglass.identity;

import java.io.Serial;
import java.time.Instant;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/// One sign-in of one person. Every token that comes of it, however late, tells this moment as its `auth_time`.
final class SignedIn extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Person person;
    private final Instant at;
    private final boolean secondFactor;

    /// @param at when they signed in
    /// @param secondFactor whether they showed a second factor, as the page always has them do
    SignedIn(Person person, Instant at, boolean secondFactor) {
        super(List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                .issuedAt(at)
                .build()));
        this.person = person;
        this.at = at;
        this.secondFactor = secondFactor;
        setAuthenticated(true);
    }

    Person person() {
        return person;
    }

    Instant at() {
        return at;
    }

    boolean secondFactor() {
        return secondFactor;
    }

    @Override
    public Object getPrincipal() {
        return person;
    }

    /// The subject: what tokens name this person by.
    @Override
    public String getName() {
        return person.subject();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
