package hourglass.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Access tokens by name, for scripts, tests and tours: `POST /local/tokens` with `{"as":"alice"}`. The token is what
/// the same person would get by signing in. There is no such door on a provider that isn't local.
@RestController
class LocalTokens {

    private static final Duration OLDEST = Duration.ofDays(1);

    private final People people;
    private final JwtEncoder encoder;
    private final IdentitySettings settings;
    private final Clock clock;

    LocalTokens(People people, JwtEncoder encoder, IdentitySettings settings, Clock clock) {
        this.people = people;
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping(
            path = "/local/tokens",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Issued issue(@RequestBody Wanted wanted) {
        Person person = people.byKey(wanted.as == null ? "" : wanted.as)
                .orElseThrow(() -> refused("`as` must be one of "
                        + people.all().stream().map(Person::key).collect(Collectors.joining(", "))));
        Instant now = clock.instant();
        SignedIn signedIn = new SignedIn(person, now.minus(age(wanted.authAge)), !Boolean.FALSE.equals(wanted.mfa));
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(settings.issuer())
                .subject(person.subject())
                .audience(TokenClaims.AUDIENCE)
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(settings.accessToken()))
                .id(UUID.randomUUID().toString())
                .claim("client_id", Clients.COMMAND_LINE)
                .claim("scope", Clients.SCOPE);
        TokenClaims.describe(claims, signedIn);
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256)
                .type(TokenClaims.ACCESS_TOKEN_TYPE)
                .build();
        String token = encoder.encode(JwtEncoderParameters.from(header, claims.build()))
                .getTokenValue();
        return new Issued(token, "Bearer", settings.accessToken().toSeconds());
    }

    private static Duration age(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            Duration age = DurationStyle.detectAndParse(text);
            if (!age.isNegative() && age.compareTo(OLDEST) <= 0) {
                return age;
            }
        } catch (IllegalArgumentException | ArithmeticException notADuration) {
            throw refused("`authAge` is no duration: write 20m or PT20M");
        }
        throw refused("`authAge` must be from 0s to 24h");
    }

    private static ResponseStatusException refused(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }

    /// @param as key of the person
    /// @param mfa false for a sign-in without a second factor; true when left out
    /// @param authAge how long ago they signed in, as `20m` or `PT20M`; zero when left out
    record Wanted(
            @Nullable String as,
            @Nullable Boolean mfa,
            @Nullable String authAge) {}

    /// The names are OAuth's (RFC 6749 section 5.1), hence the underscores.
    @SuppressWarnings("checkstyle:RecordComponentName")
    record Issued(String access_token, String token_type, long expires_in) {}
}
