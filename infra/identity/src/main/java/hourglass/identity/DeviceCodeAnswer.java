package hourglass.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/// The answer of RFC 8628 section 3.2 with an `interval`, which Spring's own leaves out: without one, clients must
/// wait five seconds between their questions, and a sign-in here takes two clicks.
final class DeviceCodeAnswer implements AuthenticationSuccessHandler {

    private static final int INTERVAL_SECONDS = 1;

    private final String activate;
    private final JsonMapper json;
    private final Clock clock;

    /// @param activate the full address of the page that takes the code
    DeviceCodeAnswer(String activate, JsonMapper json, Clock clock) {
        this.activate = activate;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var asked = (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        OAuth2DeviceCode device = Objects.requireNonNull(asked.getDeviceCode());
        OAuth2UserCode user = Objects.requireNonNull(asked.getUserCode());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", device.getTokenValue());
        answer.put("user_code", user.getTokenValue());
        answer.put("verification_uri", activate);
        answer.put(
                "verification_uri_complete",
                UriComponentsBuilder.fromUriString(activate)
                        .queryParam("user_code", user.getTokenValue())
                        .toUriString());
        answer.put(
                "expires_in",
                Duration.between(clock.instant(), Objects.requireNonNull(device.getExpiresAt()))
                        .toSeconds());
        answer.put("interval", INTERVAL_SECONDS);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }
}
