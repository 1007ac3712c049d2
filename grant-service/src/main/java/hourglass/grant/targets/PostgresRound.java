package hourglass.grant.targets;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Statements that go to the server together and are answered together: one round trip instead of one for each.
/// They run in their order, each sees what those before did, and none runs after one that failed. Outside of a
/// transaction they are one of their own.
final class PostgresRound {
    private final PostgresCall call;
    private final StringJoiner text = new StringJoiner(";\n");
    private final List<Object> parameters = new ArrayList<>();
    private final List<Rows<?>> answers = new ArrayList<>();

    PostgresRound(PostgresCall call) {
        this.call = call;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// What a question is answered with, once it was sent.
    static final class Rows<T> {
        private final Row<T> row;
        private @Nullable List<T> all;

        private Rows(Row<T> row) {
            this.row = row;
        }

        private void read(@Nullable ResultSet rows) throws SQLException {
            List<T> read = new ArrayList<>();
            while (rows != null && rows.next()) {
                read.add(row.read(rows));
            }
            all = read;
        }

        /// The answer to a question that there was no need to ask.
        static <T> Rows<T> none() {
            Rows<T> none = new Rows<>(_ -> {
                throw new IllegalStateException("not asked");
            });
            none.all = List.of();
            return none;
        }

        List<T> all() {
            if (all == null) {
                throw new IllegalStateException("not sent yet");
            }
            return all;
        }

        Optional<T> first() {
            return all().stream().findFirst();
        }
    }

    /// Adds a question.
    <T> Rows<T> query(Row<T> row, String sql, Object... values) {
        Rows<T> rows = new Rows<>(row);
        text.add(sql);
        parameters.addAll(List.of(values));
        answers.add(rows);
        return rows;
    }

    /// Adds a statement whose answer says nothing.
    void run(String sql, Object... values) {
        query(_ -> "", sql, values);
    }

    /// Sends them, if there are any.
    void send() throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = call.prepare(text.toString(), parameters)) {
            statement.execute();
            call.answered();
            for (Rows<?> one : answers) {
                one.read(statement.getResultSet());
                statement.getMoreResults();
            }
        }
    }
}
