package hourglass.request.store;

import hourglass.request.RequestId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/// How Java's values stand in PostgreSQL's columns.
final class Columns {
    private Columns() {}

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at(at);
    }

    static OffsetDateTime at(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /// Of a column that is never null.
    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(time(row, column), column);
    }

    /// Of a column that is never null.
    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /// A parameter that may be null, and has a type also then: the driver would parse and plan a prepared
    /// statement anew each time that the types of its parameters differ from those of the last time.
    ///
    /// @param type PostgreSQL's name of the type that the driver sends such values as
    static Object typed(String type, @Nullable Object value) {
        return value == null ? new SqlParameterValue(Types.OTHER, type, null) : value;
    }

    static Object typed(@Nullable String text) {
        return typed("varchar", text);
    }

    static Object typed(@Nullable Instant at) {
        return typed("timestamptz", time(at));
    }

    static Object typed(@Nullable RequestId id) {
        return typed("uuid", id == null ? null : id.uuid());
    }

    /// A parameter for a `text[]` column.
    static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
