package hourglass.messaging;

import java.io.IOException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells what passes by itself (registry, database, Kafka, network away) from a handler's own failure.
final class Transience {
    private Transience() {}

    /// Whether waiting is likely to help.
    static boolean passes(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            boolean passes = switch (t) {
                case RetryLater _, RegistryUnavailableException _ -> true;
                case TransientDataAccessException _, RecoverableDataAccessException _ -> true;
                case DataAccessResourceFailureException _, TransactionException _ -> true;
                case SQLTransientException _, SQLRecoverableException _ -> true;
                case RetriableException _, IOException _ -> true;
                default -> false;
            };
            if (passes) {
                return true;
            }
        }
        return false;
    }
}
