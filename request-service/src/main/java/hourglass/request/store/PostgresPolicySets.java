package hourglass.request.store;

import hourglass.request.Decision.PolicySet;
import hourglass.request.PolicySets;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The accepted policy sets in PostgreSQL.
public final class PostgresPolicySets implements PolicySets {
    private final JdbcClient jdbc;

    public PostgresPolicySets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long newest() {
        return jdbc.sql("SELECT coalesce(max(serial), 0) FROM policy_set")
                .query(Long.class)
                .single();
    }

    @Override
    public void accept(PolicySet policy, Instant at, UUID event) {
        jdbc.sql("""
                        INSERT INTO policy_set (serial, commit, tree, bundle_digest, accepted_at, event_id)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (serial) DO UPDATE SET event_id = excluded.event_id
                        WHERE policy_set.event_id IS NULL
                        """)
                .params(policy.serial(), policy.commit(), policy.tree(), policy.bundleDigest(), Columns.at(at), event)
                .update();
    }
}
