package hourglass.grant.config;

import hourglass.grant.Allowances;
import hourglass.grant.Announcements;
import hourglass.grant.Backoff;
import hourglass.grant.Claims;
import hourglass.grant.Converge;
import hourglass.grant.DatabaseClock;
import hourglass.grant.EndAccess;
import hourglass.grant.GrantViews;
import hourglass.grant.Grants;
import hourglass.grant.Lane;
import hourglass.grant.Lanes;
import hourglass.grant.Lateness;
import hourglass.grant.OperatorActs;
import hourglass.grant.People;
import hourglass.grant.RefusedAttempts;
import hourglass.grant.SigningKey;
import hourglass.grant.SteadyClock;
import hourglass.grant.Sweeper;
import hourglass.grant.Sweeps;
import hourglass.grant.TakeOrder;
import hourglass.grant.Targets;
import hourglass.grant.publishes.AttemptEvents;
import hourglass.grant.publishes.GrantEvents;
import hourglass.grant.targets.ConfiguredTargets;
import hourglass.grant.targets.TargetMetrics;
import hourglass.grant.targets.TargetSettings;
import hourglass.messaging.Outbox;
import hourglass.web.Cursors;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the domain together with what surrounds it. Lanes and sweeper begin once everything is there, and end first.
@Configuration(proxyBeanMethods = false)
class Wiring {
    @Bean
    SteadyClock steadyClock(DatabaseClock database) {
        return new SteadyClock(database.read(), System::nanoTime);
    }

    @Bean
    Backoff backoff() {
        return new Backoff(RandomGenerator.getDefault());
    }

    @Bean
    Cursors cursors(SigningKey key) {
        return new Cursors(key.secret());
    }

    @Bean
    Announcements announcements(Outbox outbox) {
        return new GrantEvents(outbox);
    }

    @Bean
    RefusedAttempts.Teller teller(Outbox outbox) {
        return new AttemptEvents(outbox);
    }

    @Bean
    Targets targets(TargetSettings settings) {
        return ConfiguredTargets.from(settings);
    }

    @Bean
    TakeOrder takeOrder(Grants grants, Allowances allowances, Targets targets, SteadyClock clock) {
        return new TakeOrder(grants, allowances, targets, clock);
    }

    @Bean
    EndAccess endAccess(Grants grants, SteadyClock clock) {
        return new EndAccess(grants, clock);
    }

    @Bean
    OperatorActs operatorActs(Grants grants, Claims claims, People people, SteadyClock clock) {
        return new OperatorActs(grants, claims, people, clock);
    }

    @Bean
    Lateness lateness(MeterRegistry meters, Targets targets, GrantViews views) {
        return new TargetMetrics(meters, targets, views);
    }

    @Bean(initMethod = "start")
    Lanes lanes(Claims claims, Targets targets, TargetSettings settings, Lateness lateness, SteadyClock clock) {
        Converge converge = new Converge(claims, targets, lateness, clock);
        Map<String, Lane> lanes = targets.byId().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        target -> new Lane(
                                target.getKey(),
                                target.getValue(),
                                settings.threads(target.getKey()),
                                converge,
                                clock)));
        return new Lanes(lanes);
    }

    @Bean(initMethod = "start")
    Sweeper sweeper(Sweeps sweeps, RefusedAttempts attempts, DatabaseClock database, SteadyClock clock, Lanes lanes) {
        return new Sweeper(sweeps, attempts, database, clock, lanes::wakeAll, System::nanoTime);
    }
}
