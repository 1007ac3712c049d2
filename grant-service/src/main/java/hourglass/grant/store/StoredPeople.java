package hourglass.grant.store;

import hourglass.grant.People;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A mirror of the directory's identities.
final class StoredPeople implements People {
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    StoredPeople(TransactionTemplate transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    @Override
    public void replace(String person, String name, long serial, Collection<Identity> identities) {
        transactions.executeWithoutResult(_ -> {
            boolean newer = jdbc.sql("""
                                    INSERT INTO directory_person AS p (person, name, serial) VALUES (?, ?, ?)
                                    ON CONFLICT (person) DO UPDATE SET serial = excluded.serial, name = excluded.name
                                     WHERE p.serial < excluded.serial
                                    """).params(person, name, serial).update() == 1;
            if (newer) {
                jdbc.sql("DELETE FROM identity WHERE person = ?").param(person).update();
                // An identity that moved from one person to another may be published in either order.
                for (Identity identity : new HashSet<>(identities)) {
                    jdbc.sql("""
                                    INSERT INTO identity AS i (idp, subject, person) VALUES (?, ?, ?)
                                    ON CONFLICT (idp, subject) DO UPDATE SET person = excluded.person
                                    """)
                            .params(identity.idp(), identity.subject(), person)
                            .update();
                }
            }
        });
    }

    @Override
    public Optional<String> who(Identity identity) {
        return jdbc.sql("SELECT person FROM identity WHERE idp = ? AND subject = ?")
                .params(identity.idp(), identity.subject())
                .query(String.class)
                .optional();
    }

    @Override
    public boolean active(String person) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM identity WHERE person = ?)")
                .param(person)
                .query(Boolean.class)
                .single();
    }
}
