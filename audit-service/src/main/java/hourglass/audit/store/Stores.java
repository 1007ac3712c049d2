package hourglass.audit.store;

import hourglass.audit.Answers;
import hourglass.audit.Reading;
import hourglass.audit.Readings;
import hourglass.audit.Unreadables;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Everything that reads or writes the database.
@Configuration(proxyBeanMethods = false)
class Stores {
    @Bean
    Journal journal(DataSource database) {
        return new Journal(database);
    }

    @Bean
    Log log(JdbcClient jdbc) {
        return new Log(jdbc);
    }

    @Bean
    Checkpoints checkpoints(JdbcClient jdbc) {
        return new Checkpoints(jdbc);
    }

    @Bean
    Projections projections(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new Projections(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Answers answers(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${hourglass.audit.longest-grant:31d}") Duration longestGrant) {
        return new StoredAnswers(jdbc, transactions, longestGrant);
    }

    @Bean
    Readings readings(Log log) {
        return reading -> log.note(Reading.TYPE, reading.reader(), reading.json());
    }

    @Bean
    Unreadables unreadables(JdbcClient jdbc) {
        return entry -> jdbc.sql("SELECT reason FROM unreadable WHERE entry = ?")
                .param(entry)
                .query(String.class)
                .optional();
    }
}
