package hourglass.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/// Sign-ins under way and the tokens that came of them.
///
/// What is under way lives minutes and only here. What has a refresh token is also in a file, so that nobody signs in
/// again because the provider was restarted. What has run out is forgotten.
final class Authorizations implements OAuth2AuthorizationService {

    private static final List<Class<? extends OAuth2Token>> TOKENS = List.of(
            OAuth2AccessToken.class, OAuth2RefreshToken.class, OAuth2DeviceCode.class, OAuth2AuthorizationCode.class);

    private final Map<String, OAuth2Authorization> byId = new LinkedHashMap<>();
    private final RefreshTokens kept;
    private final Clock clock;

    Authorizations(RefreshTokens kept, Clock clock) throws IOException {
        this.kept = kept;
        this.clock = clock;
        kept.read().forEach(authorization -> byId.put(authorization.getId(), authorization));
    }

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        forgetWhatHasRunOut();
        OAuth2Authorization before = byId.put(authorization.getId(), authorization);
        if (hasRefreshToken(authorization) || (before != null && hasRefreshToken(before))) {
            keep();
        }
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        OAuth2Authorization before = byId.remove(authorization.getId());
        if (before != null && hasRefreshToken(before)) {
            keep();
        }
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findById(String id) {
        return byId.get(id);
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        return byId.values().stream()
                .filter(authorization ->
                        token.equals(authorization.getAttribute("state")) || authorization.getToken(token) != null)
                .findFirst()
                .orElse(null);
    }

    private void forgetWhatHasRunOut() {
        Instant now = clock.instant();
        byId.values().removeIf(authorization -> {
            List<Instant> ends = ends(authorization).toList();
            return !ends.isEmpty() && ends.stream().allMatch(end -> end.isBefore(now));
        });
    }

    private static Stream<Instant> ends(OAuth2Authorization authorization) {
        return TOKENS.stream()
                .map(authorization::getToken)
                .filter(Objects::nonNull)
                .map(token -> token.getToken().getExpiresAt())
                .filter(Objects::nonNull);
    }

    private static boolean hasRefreshToken(OAuth2Authorization authorization) {
        return authorization.getRefreshToken() != null;
    }

    private void keep() {
        try {
            kept.write(byId.values().stream()
                    .filter(Authorizations::hasRefreshToken)
                    .toList());
        } catch (IOException full) {
            throw new UncheckedIOException("Can't keep the refresh tokens", full);
        }
    }
}
