package hourglass.policy.config;

import hourglass.policy.deciding.AnswerAsk;
import hourglass.policy.deciding.Decisions;
import hourglass.policy.git.PolicyRepository;
import hourglass.policy.loading.Alarms;
import hourglass.policy.loading.LoadingLoop;
import hourglass.policy.loading.MeteredAlarms;
import hourglass.policy.loading.OtherCommits;
import hourglass.policy.loading.PolicyAnnouncements;
import hourglass.policy.loading.PolicyLoader;
import hourglass.policy.loading.PolicyLog;
import hourglass.policy.loading.PolicySets;
import hourglass.policy.loading.SetBuilder;
import hourglass.policy.loading.TestedSets;
import hourglass.policy.publishes.AllowanceKey;
import hourglass.web.Cursors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the parts together.
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {
    @Bean
    Alarms alarms(MeterRegistry meters) {
        return new MeteredAlarms(meters);
    }

    @Bean
    AllowanceKey allowanceKey(PolicySettings settings) {
        return AllowanceKey.read(settings.allowanceKey());
    }

    /// All instances sign allowances with the same key, so they understand each other's cursors, too.
    @Bean
    Cursors cursors(AllowanceKey key) {
        return new Cursors(key.secret("cursors"));
    }

    @Bean
    PolicyRepository policyRepository(PolicySettings settings, InstantSource clock) {
        return PolicyRepository.open(settings.copy(), settings.remote(), settings.bounds(), clock);
    }

    @Bean
    SetBuilder setBuilder() {
        return new TestedSets();
    }

    @Bean
    PolicySets policySets(PolicyRepository repository, PolicySettings settings, InstantSource clock) {
        return new PolicySets(repository, settings.maxAge(), clock);
    }

    @Bean
    PolicyLoader policyLoader(
            PolicyRepository repository,
            PolicyLog log,
            PolicyAnnouncements announcements,
            SetBuilder builder,
            PolicySets sets,
            Alarms alarms,
            InstantSource clock) {
        return new PolicyLoader(repository, log, announcements, builder, sets, alarms, clock);
    }

    @Bean
    OtherCommits otherCommits(PolicyRepository repository, SetBuilder builder, PolicySets sets, InstantSource clock) {
        return new OtherCommits(repository, builder, sets, clock);
    }

    @Bean
    LoadingLoop loadingLoop(PolicyLoader loader, Alarms alarms, PolicySettings settings) {
        return new LoadingLoop(loader, alarms, settings.poll());
    }

    @Bean
    AnswerAsk answerAsk(PolicySets sets, PolicyLoader loader, Decisions decisions, Alarms alarms, InstantSource clock) {
        return new AnswerAsk(sets, loader, decisions, alarms, clock);
    }
}
