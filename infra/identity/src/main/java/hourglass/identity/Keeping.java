package hourglass.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import tools.jackson.databind.json.JsonMapper;

/// What the provider knows and keeps: people, clients, its key, the tokens that are out.
@Configuration(proxyBeanMethods = false)
class Keeping {

    @Bean
    People people(IdentitySettings settings) {
        return settings.people() == null ? People.shipped() : People.from(settings.people());
    }

    @Bean
    RegisteredClientRepository clients(IdentitySettings settings) {
        return Clients.of(settings);
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            IdentitySettings settings, People people, RegisteredClientRepository clients, JsonMapper json, Clock clock)
            throws IOException {
        return new Authorizations(new RefreshTokens(settings.data(), people, clients, json), clock);
    }

    @Bean
    JWKSource<SecurityContext> keys(IdentitySettings settings) throws IOException {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(settings.data())));
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> keys) {
        return new NimbusJwtEncoder(keys);
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings endpoints(IdentitySettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }
}
