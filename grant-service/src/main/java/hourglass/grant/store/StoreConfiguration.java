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
import hourglass.messaging.LateWrites;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
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
    AccountTable accountTable(LateWrites writes) {
        return new AccountTable(writes);
    }

    @Bean
    GrantTable grantTable(JdbcClient jdbc, LateWrites writes, AccountTable accounts, Announcements announcements) {
        return new GrantTable(jdbc, writes, accounts, announcements);
    }

    @Bean
    Grants grants(PlatformTransactionManager transactions, GrantTable table, SteadyClock clock) {
        return new StoredGrants(new TransactionTemplate(transactions), table, clock);
    }

    @Bean
    Claims claims(
            PlatformTransactionManager transactions,
            LateWrites writes,
            JdbcClient jdbc,
            NamedParameterJdbcOperations statements,
            GrantTable table,
            AccountTable accounts,
            Backoff backoff) {
        return new StoredClaims(
                new TransactionTemplate(transactions), writes, jdbc, statements, table, accounts, backoff);
    }

    @Bean
    Sweeps sweeps(
            JdbcClient jdbc, PlatformTransactionManager transactions, GrantTable table, Announcements announcements) {
        return new StoredSweeps(new TransactionTemplate(transactions), jdbc, table, announcements);
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
}
