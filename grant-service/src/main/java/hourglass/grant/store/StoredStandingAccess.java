package hourglass.grant.store;

import hourglass.grant.StandingAccess;
import java.util.Collection;
import java.util.HashSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A mirror of what the catalog says about standing access, by resource.
final class StoredStandingAccess implements StandingAccess {
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    StoredStandingAccess(TransactionTemplate transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public void replace(String resource, long serial, Collection<Holder> holders) {
        transactions.executeWithoutResult(_ -> {
            boolean newer = jdbc.sql("""
                                    INSERT INTO catalog_resource AS r (resource, serial) VALUES (?, ?)
                                    ON CONFLICT (resource) DO UPDATE SET serial = excluded.serial
                                     WHERE r.serial < excluded.serial
                                    """).params(resource, serial).update() == 1;
            if (newer) {
                jdbc.sql("DELETE FROM standing WHERE resource = ?")
                        .param(resource)
                        .update();
                for (Holder holder : new HashSet<>(holders)) {
                    jdbc.sql("INSERT INTO standing (resource, target, entitlement, account) VALUES (?, ?, ?, ?)")
                            .params(
                                    resource,
                                    holder.account().target(),
                                    holder.entitlement(),
                                    holder.account().name())
                            .update();
                }
            }
        });
    }
}
