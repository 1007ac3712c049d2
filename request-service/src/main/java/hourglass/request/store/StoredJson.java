package hourglass.request.store;

import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PGobject;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records kept as `jsonb`, where nothing is ever looked for inside them.
final class StoredJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StoredJson() {}

    /// A parameter for a `jsonb` column.
    static PGobject of(Object value) {
        try {
            PGobject json = new PGobject();
            json.setType("jsonb");
            json.setValue(JSON.writeValueAsString(value));
            return json;
        } catch (SQLException e) {
            throw new IllegalStateException("jsonb takes any JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    static <T> T read(String json, TypeReference<T> type) {
        return JSON.readValue(json, type);
    }

    /// A list; most are empty, and those need no parser.
    static <T> List<T> list(String json, TypeReference<List<T>> type) {
        return json.equals("[]") ? List.of() : read(json, type);
    }
}
