package hourglass.request.store;

import static hourglass.request.store.Columns.text;

import hourglass.request.Catalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/// The catalog's copy in PostgreSQL. A resource is remembered while the copy doesn't change.
public final class PostgresCatalog implements Catalog {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final TypeReference<List<Role>> ROLES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Remembered<Resource> remembered;

    /// @param nanos a monotonic clock
    public PostgresCatalog(JdbcClient jdbc, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.remembered = Remembered.of(jdbc, nanos);
    }

    @Override
    public @Nullable Resource find(String id) {
        return remembered.answer(
                id,
                () -> jdbc.sql("SELECT * FROM resource WHERE id = ? AND NOT removed")
                        .param(id)
                        .query((row, _) -> read(row))
                        .optional()
                        .orElse(null));
    }

    @Override
    public List<Resource> search(
            @Nullable String words,
            @Nullable String type,
            @Nullable String environment,
            @Nullable String after,
            int limit) {
        return jdbc.sql("""
                        SELECT * FROM resource
                         WHERE NOT removed
                           AND (:words::text IS NULL OR position(lower(:words) in lower(id || ' ' || title)) > 0)
                           AND (:type::text IS NULL OR type = :type)
                           AND (:environment::text IS NULL OR environment = :environment)
                           AND (:after::text IS NULL OR id > :after)
                         ORDER BY id LIMIT :limit
                        """)
                .param("words", words)
                .param("type", type)
                .param("environment", environment)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    public void mirror(Resource resource, UUID event) {
        jdbc.sql("""
                        INSERT INTO resource (id, serial, removed, type, title, owner, project, environment,
                                              sensitivity, service, labels, roles, event_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET
                          serial = excluded.serial, removed = excluded.removed, type = excluded.type,
                          title = excluded.title, owner = excluded.owner, project = excluded.project,
                          environment = excluded.environment, sensitivity = excluded.sensitivity,
                          service = excluded.service, labels = excluded.labels, roles = excluded.roles,
                          event_id = excluded.event_id
                        WHERE resource.serial < excluded.serial
                        """)
                .param(resource.id())
                .param(resource.serial())
                .param(resource.removed())
                .param(resource.type())
                .param(resource.title())
                .param(resource.owner())
                .param(resource.project())
                .param(resource.environment())
                .param(resource.sensitivity())
                .param(resource.service())
                .param(StoredJson.of(resource.labels()))
                .param(StoredJson.of(resource.roles()))
                .param(event)
                .update();
        remembered.compareAgain();
    }

    private static Resource read(ResultSet row) throws SQLException {
        return new Resource(
                text(row, "id"),
                row.getLong("serial"),
                row.getBoolean("removed"),
                text(row, "type"),
                text(row, "title"),
                text(row, "owner"),
                row.getString("project"),
                row.getString("environment"),
                row.getString("sensitivity"),
                row.getString("service"),
                StoredJson.read(text(row, "labels"), LABELS),
                StoredJson.read(text(row, "roles"), ROLES));
    }
}
