package hourglass.web;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Makes a service a resource server that denies by default and answers problems as problem details.
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet."
                    + "OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@EnableConfigurationProperties(IdentitySettings.class)
@Import({StrictJson.class, ProblemAdvice.class, ContainerErrors.class, ProblemPages.class})
public class WebAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    AccessRules accessRules() {
        return calls -> calls.requestMatchers("/v1/**").authenticated();
    }

    @Bean
    Problems problemDetails(JsonMapper json) {
        return new Problems(json);
    }

    @Bean
    SignedInCalls signedInCalls(IdentitySettings identity) {
        return new SignedInCalls(identity);
    }

    @Bean
    ToldProblems toldProblems(ObjectProvider<ProblemListener> listeners, SignedInCalls calls) {
        return new ToldProblems(listeners.orderedStream().toList(), calls);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        FilterRegistrationBean<TraceFilter> filter = new FilterRegistrationBean<>(new TraceFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimitFilter(Problems problems) {
        FilterRegistrationBean<BodyLimit> filter = new FilterRegistrationBean<>(new BodyLimit(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    SecurityFilterChain bearerCalls(
            HttpSecurity http,
            AccessRules rules,
            IdentitySettings identity,
            Clock clock,
            Problems problems,
            ToldProblems told) {
        RefusedCalls refused = new RefusedCalls(problems, told);
        AccessTokens tokens = new AccessTokens(identity, clock);
        VerifiedTokens verified = new VerifiedTokens(clock, System::nanoTime);
        JwtIssuerAuthenticationManagerResolver byIssuer = new JwtIssuerAuthenticationManagerResolver(tokens::of);
        http.csrf(AbstractHttpConfigurer::disable) // bearer tokens only, never a cookie
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(WebAutoConfiguration::headers)
                .exceptionHandling(e -> e.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .oauth2ResourceServer(
                        server -> server.authenticationManagerResolver(call -> verified.before(byIssuer.resolve(call)))
                                .authenticationEntryPoint(refused)
                                .accessDeniedHandler(refused))
                .authorizeHttpRequests(calls -> {
                    // The first dispatch was judged already.
                    calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    calls.requestMatchers("/problems/*", "/actuator/health/**").permitAll();
                    rules.add(calls);
                    calls.anyRequest().denyAll();
                });
        return http.build();
    }

    /// Calls are observed as a whole; an observation of each authorization beside that tells nobody anything.
    @Bean
    SecurityObservationSettings unobservedSecurity() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    WebMvcConfigurer signedInArgument(ObjectProvider<SignedInCalls> calls) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new SignedInArgument(calls.getObject()));
            }
        };
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .contentTypeOptions(Customizer.withDefaults())
                .contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; style-src 'unsafe-inline'"))
                .addHeaderWriter(new StaticHeadersWriter("Cache-Control", "private, no-cache"))
                .addHeaderWriter(new StaticHeadersWriter("Vary", "Authorization"));
    }
}
