package hourglass.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The file of refresh tokens that are good now, each with the sign-in it came from.
final class RefreshTokens {

    private final Path file;
    private final People people;
    private final RegisteredClientRepository clients;
    private final JsonMapper json;

    RefreshTokens(Path folder, People people, RegisteredClientRepository clients, JsonMapper json) {
        this.file = folder.resolve("refresh-tokens.json");
        this.people = people;
        this.clients = clients;
        this.json = json;
    }

    /// Those of people and clients that still exist.
    ///
    /// @throws IllegalStateException when the file is there and can't be understood
    List<OAuth2Authorization> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Arrays.stream(json.readValue(Files.readString(file), Kept[].class))
                    .flatMap(this::authorization)
                    .toList();
        } catch (JacksonException damaged) {
            throw new IllegalStateException(file + " is damaged; delete it, and everybody signs in again", damaged);
        }
    }

    void write(Collection<OAuth2Authorization> authorizations) throws IOException {
        List<Kept> kept = authorizations.stream().flatMap(RefreshTokens::kept).toList();
        PrivateFile.write(file, json.writeValueAsString(kept));
    }

    private Stream<OAuth2Authorization> authorization(Kept kept) {
        RegisteredClient client = clients.findByClientId(kept.client);
        return people
                .bySubject(kept.subject)
                .filter(person -> client != null)
                .map(person -> OAuth2Authorization.withRegisteredClient(Objects.requireNonNull(client))
                        .id(kept.id)
                        .principalName(person.subject())
                        .authorizationGrantType(new AuthorizationGrantType(kept.grant))
                        .authorizedScopes(kept.scopes)
                        .attribute(Principal.class.getName(), new SignedIn(person, kept.signedInAt, kept.secondFactor))
                        .refreshToken(new OAuth2RefreshToken(kept.token, kept.issuedAt, kept.expiresAt))
                        .build())
                .stream();
    }

    private static Stream<Kept> kept(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2RefreshToken> token = authorization.getRefreshToken();
        SignedIn signedIn = authorization.getAttribute(Principal.class.getName());
        if (token == null || !token.isActive() || signedIn == null) {
            return Stream.empty();
        }
        OAuth2RefreshToken value = token.getToken();
        return Stream.of(new Kept(
                authorization.getId(),
                authorization.getRegisteredClientId(),
                authorization.getAuthorizationGrantType().getValue(),
                signedIn.person().subject(),
                signedIn.at(),
                signedIn.secondFactor(),
                authorization.getAuthorizedScopes(),
                value.getTokenValue(),
                Objects.requireNonNull(value.getIssuedAt()),
                Objects.requireNonNull(value.getExpiresAt())));
    }

    private record Kept(
            String id,
            String client,
            String grant,
            String subject,
            Instant signedInAt,
            boolean secondFactor,
            Set<String> scopes,
            String token,
            Instant issuedAt,
            Instant expiresAt) {}
}
