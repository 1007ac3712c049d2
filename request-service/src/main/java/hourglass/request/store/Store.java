package hourglass.request.store;

import hourglass.messaging.LateWrites;
import hourglass.request.Catalog;
import hourglass.request.Changes;
import hourglass.request.Directory;
import hourglass.request.Outgoing;
import hourglass.request.PolicySets;
import hourglass.request.RefusedAttempts;
import hourglass.request.RequestViews;
import hourglass.request.Requests;
import hourglass.request.SigningKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The ports of the root package, kept in PostgreSQL.
@Configuration(proxyBeanMethods = false)
public class Store {
    @Bean
    OwnMoves ownMoves() {
        return new OwnMoves();
    }

    @Bean
    Requests requests(
            JdbcTemplate jdbc, TransactionTemplate transactions, LateWrites writes, Outgoing outgoing, OwnMoves own) {
        return new PostgresRequests(jdbc, transactions, writes, outgoing, own);
    }

    @Bean
    RequestViews requestViews(JdbcClient jdbc) {
        return new PostgresViews(jdbc);
    }

    @Bean
    Catalog catalog(JdbcClient jdbc) {
        return new PostgresCatalog(jdbc, System::nanoTime);
    }

    @Bean
    Directory directory(JdbcClient jdbc, TransactionTemplate transactions) {
        return new PostgresDirectory(jdbc, transactions, System::nanoTime);
    }

    @Bean
    PolicySets policySets(JdbcClient jdbc) {
        return new PostgresPolicySets(jdbc);
    }

    @Bean
    RefusedAttempts refusedAttempts(JdbcClient jdbc, TransactionTemplate transactions, Outgoing outgoing) {
        return new PostgresRefusedAttempts(jdbc, transactions, outgoing);
    }

    @Bean
    Changes changes(JdbcClient jdbc, OwnMoves own) {
        return new PostgresChanges(jdbc, own);
    }

    /// Read once: the secret never changes.
    @Bean
    SigningKey signingKey(JdbcClient jdbc) {
        byte[] secret = jdbc.sql("SELECT secret FROM signing_key WHERE name = 'cursors'")
                .query(byte[].class)
                .single();
        return secret::clone;
    }
}
