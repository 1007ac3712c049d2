package hourglass.grant.store;

import hourglass.grant.Announcements;
import hourglass.grant.Backoff;
import hourglass.grant.Claims;
import hourglass.grant.DatabaseClock;
import hourglass.grant.GrantViews;
import hourglass.grant.Grants;
import hourglass.grant.People;
import hourglass.grant.RefusedAttempts;
import hourglass.grant.SigningKey;
import hourglass.grant.StandingAccess;
import hourglass.grant.SteadyClock;
import hourglass.grant.Sweeps;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// This service's database behind the ports of the domain.
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
    @Bean
    @DependsOnDatabaseInitialization
    DatabaseClock databaseClock(JdbcClient jdbc) {
        return new StoredClock(jdbc);
    }

    @Bean
    Grants grants(
            JdbcClient jdbc, PlatformTransactionManager transactions, Announcements announcements, SteadyClock clock) {
        return new StoredGrants(new TransactionTemplate(transactions), table(jdbc, announcements), clock);
    }

    @Bean
    Claims claims(
            JdbcClient jdbc, PlatformTransactionManager transactions, Announcements announcements, Backoff backoff) {
        return new StoredClaims(
                new TransactionTemplate(transactions),
                jdbc,
                table(jdbc, announcements),
                new AccountTable(jdbc),
                backoff);
    }

    @Bean
    Sweeps sweeps(JdbcClient jdbc, PlatformTransactionManager transactions, Announcements announcements) {
        return new StoredSweeps(new TransactionTemplate(transactions), jdbc, table(jdbc, announcements), announcements);
    }

    @Bean
    StandingAccess standingAccess(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new StoredStandingAccess(new TransactionTemplate(transactions), jdbc);
    }

    @Bean
    People people(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new StoredPeople(new TransactionTemplate(transactions), jdbc);
    }

    @Bean
    RefusedAttempts refusedAttempts(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RefusedAttempts.Teller teller,
            SteadyClock clock) {
        return new StoredAttempts(new TransactionTemplate(transactions), jdbc, teller, clock);
    }

    @Bean
    GrantViews grantViews(JdbcClient jdbc) {
        return new StoredViews(jdbc);
    }

    @Bean
    @DependsOnDatabaseInitialization
    SigningKey signingKey(JdbcClient jdbc) {
        return new SigningKey(
                jdbc.sql("SELECT secret FROM signing_key").query(byte[].class).single());
    }

    private static GrantTable table(JdbcClient jdbc, Announcements announcements) {
        return new GrantTable(jdbc, new AccountTable(jdbc), announcements);
    }
}
