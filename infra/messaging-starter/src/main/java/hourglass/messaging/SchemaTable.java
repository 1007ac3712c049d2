package hourglass.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What has been learnt, kept in the service's own database: after the first time nothing waits for the registry, not
/// even a revocation after a restart.
final class SchemaTable implements KnownSchemas {
    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final InProcess near = new InProcess();

    /// @param apart a transaction of its own, so that knowledge outlives a caller's rollback
    SchemaTable(JdbcClient jdbc, TransactionTemplate apart) {
        this.jdbc = jdbc;
        this.apart = apart;
    }

    @Override
    public OptionalInt id(String subject, Schema schema) {
        OptionalInt known = near.id(subject, schema);
        if (known.isPresent()) {
            return known;
        }
        Optional<Integer> stored = jdbc.sql("SELECT id FROM schema_known WHERE subject = ? AND fingerprint = ?")
                .params(subject, fingerprint(schema))
                .query(Integer.class)
                .optional();
        stored.ifPresent(id -> near.learn(subject, schema, id));
        return stored.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Schema> schema(int id) {
        Optional<Schema> known = near.schema(id);
        if (known.isPresent()) {
            return known;
        }
        Optional<Schema> stored = jdbc.sql("SELECT schema FROM schema_known WHERE id = ? LIMIT 1")
                .param(id)
                .query(String.class)
                .optional()
                .map(text -> new Schema.Parser().parse(text));
        stored.ifPresent(schema -> near.learn(id, schema));
        return stored;
    }

    @Override
    public void learn(String subject, Schema schema, int id) {
        store(subject, schema, id);
        near.learn(subject, schema, id);
    }

    @Override
    public void learn(int id, Schema schema) {
        store("", schema, id);
        near.learn(id, schema);
    }

    private void store(String subject, Schema schema, int id) {
        apart.executeWithoutResult(status -> jdbc.sql("""
                        INSERT INTO schema_known (subject, fingerprint, id, schema) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(subject, fingerprint(schema), id, schema.toString())
                .update());
    }

    /// Of the whole text, not Avro's parsing form: that leaves out defaults, which tell two versions apart.
    private static String fingerprint(Schema schema) {
        return Long.toHexString(
                SchemaNormalization.fingerprint64(schema.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
