package hourglass.request.store;

import static hourglass.request.store.Columns.text;
import static hourglass.request.store.Columns.texts;

import hourglass.request.Directory;
import hourglass.request.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The directory's copy in PostgreSQL. Whom it names is remembered while the copy doesn't change.
public final class PostgresDirectory implements Directory {
    private static final String PEOPLE = """
            SELECT p.*, ARRAY(SELECT idp FROM identity WHERE person = p.id ORDER BY idp, subject) AS idps,
                   ARRAY(SELECT subject FROM identity WHERE person = p.id ORDER BY idp, subject) AS subjects
              FROM person p""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Remembered<Person> remembered;

    /// @param nanos a monotonic clock
    public PostgresDirectory(JdbcClient jdbc, TransactionTemplate transactions, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.remembered = Remembered.of(jdbc, nanos);
    }

    @Override
    public @Nullable Person byIdentity(String idp, String subject) {
        return remembered.answer(
                new Identity(idp, subject),
                () -> jdbc.sql(
                                PEOPLE
                                        + " JOIN identity i ON p.id = i.person WHERE i.idp = ? AND i.subject = ? AND NOT p.removed")
                        .params(idp, subject)
                        .query((row, _) -> read(row))
                        .optional()
                        .orElse(null));
    }

    @Override
    public @Nullable Person find(PersonId id) {
        return remembered.answer(
                id,
                () -> jdbc.sql(PEOPLE + " WHERE p.id = ? AND NOT p.removed")
                        .param(id.value())
                        .query((row, _) -> read(row))
                        .optional()
                        .orElse(null));
    }

    @Override
    public void mirror(Person person, UUID event) {
        transactions.executeWithoutResult(_ -> {
            if (save(person, event) == 1) {
                jdbc.sql("DELETE FROM identity WHERE person = ?")
                        .param(person.id().value())
                        .update();
                // In one commit a renamed person's old record may follow the new one: it must not take identities back.
                if (!person.removed()) {
                    person.identities().forEach(identity -> add(person, identity));
                }
            }
        });
        remembered.compareAgain();
    }

    private int save(Person person, UUID event) {
        return jdbc.sql("""
                        INSERT INTO person (id, serial, removed, active, name, mail, team, manager, groups, event_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET
                          serial = excluded.serial, removed = excluded.removed, active = excluded.active,
                          name = excluded.name, mail = excluded.mail, team = excluded.team,
                          manager = excluded.manager, groups = excluded.groups, event_id = excluded.event_id
                        WHERE person.serial < excluded.serial
                        """)
                .param(person.id().value())
                .param(person.serial())
                .param(person.removed())
                .param(person.active())
                .param(person.name())
                .param(person.mail())
                .param(person.team())
                .param(person.manager())
                .param(texts(person.groups()))
                .param(event)
                .update();
    }

    /// An identity that has moved to another person goes with the newer record.
    private void add(Person person, Identity identity) {
        jdbc.sql("""
                        INSERT INTO identity AS i (idp, subject, person) VALUES (:idp, :subject, :person)
                        ON CONFLICT (idp, subject) DO UPDATE SET person = excluded.person
                        WHERE (SELECT serial FROM person WHERE id = i.person) <= :serial
                        """)
                .param("idp", identity.idp())
                .param("subject", identity.subject())
                .param("person", person.id().value())
                .param("serial", person.serial())
                .update();
    }

    private static Person read(ResultSet row) throws SQLException {
        List<String> idps = texts(row, "idps");
        List<String> subjects = texts(row, "subjects");
        List<Identity> identities = IntStream.range(0, idps.size())
                .mapToObj(i -> new Identity(idps.get(i), subjects.get(i)))
                .toList();
        return new Person(
                new PersonId(text(row, "id")),
                row.getLong("serial"),
                row.getBoolean("removed"),
                row.getBoolean("active"),
                text(row, "name"),
                row.getString("mail"),
                row.getString("team"),
                row.getString("manager"),
                identities,
                Set.copyOf(texts(row, "groups")));
    }
}
