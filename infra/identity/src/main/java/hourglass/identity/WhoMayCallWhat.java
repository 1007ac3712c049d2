package hourglass.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/// Two doors: the protocol's endpoints, and the pages for people. Both deny by default.
@Configuration(proxyBeanMethods = false)
class WhoMayCallWhat {

    static final String SIGN_IN = "/sign-in";
    static final String ACTIVATE = "/activate";
    static final String CONSENT = "/consent";

    @Bean
    @Order(1)
    SecurityFilterChain protocolChain(
            HttpSecurity http,
            RegisteredClientRepository clients,
            IdentitySettings settings,
            JsonMapper json,
            Clock clock) {
        PublicClient publicClient = new PublicClient(clients);
        http.oauth2AuthorizationServer(server -> {
            http.securityMatcher(server.getEndpointsMatcher());
            server.oidc(withDefaults())
                    .clientAuthentication(client ->
                            client.authenticationConverter(publicClient).authenticationProvider(publicClient))
                    .authorizationEndpoint(code -> code.consentPage(CONSENT))
                    .deviceAuthorizationEndpoint(device -> device.verificationUri(ACTIVATE)
                            .deviceAuthorizationResponseHandler(
                                    new DeviceCodeAnswer(settings.issuer() + ACTIVATE, json, clock)))
                    .deviceVerificationEndpoint(device -> device.consentPage(CONSENT)
                            .deviceVerificationResponseHandler(new SimpleUrlAuthenticationSuccessHandler("/activated"))
                            .errorResponseHandler(WhoMayCallWhat::deviceRefused));
        });
        http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
        MediaTypeRequestMatcher page = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        // A program that takes anything is no browser.
        page.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        http.exceptionHandling(refused ->
                refused.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint(SIGN_IN), page));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pagesChain(HttpSecurity http) {
        http.authorizeHttpRequests(all -> all.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(SIGN_IN, "/sign-out", "/style.css", "/local/**")
                .permitAll()
                .anyRequest()
                .authenticated());
        // A JSON body can't be sent across origins without a preflight, and there is no CORS here.
        http.csrf(csrf -> csrf.ignoringRequestMatchers("/local/**"));
        http.logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl(SIGN_IN));
        http.exceptionHandling(
                refused -> refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SIGN_IN)));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none';"
                + " style-src 'self'; frame-ancestors 'none'; base-uri 'none';"
                // After consent the browser goes on to the command line's own port.
                + " form-action 'self' http://127.0.0.1:*")));
        return http.build();
    }

    private static void deviceRefused(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        boolean no = refused instanceof OAuth2AuthenticationException oauth
                && OAuth2ErrorCodes.ACCESS_DENIED.equals(oauth.getError().getErrorCode());
        response.sendRedirect(no ? "/not-activated" : ACTIVATE + "?unknown");
    }
}
