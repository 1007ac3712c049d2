package hourglass.messaging;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What a transaction writes, gathered until just before it commits and then sent in one round trip. What the
/// database refuses rolls the transaction back, as ever; only it comes to light at the end. A transaction that
/// reads what it has written calls [#flush] before.
public final class LateWrites {
    private final JdbcOperations jdbc;

    public LateWrites(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// One statement.
    ///
    /// @param parameters for its question marks, none of them null
    public record Statement(String sql, List<Object> parameters) {
        public Statement(String sql, Object... parameters) {
            this(sql, List.of(parameters));
        }
    }

    /// What one writer has gathered in one transaction.
    public interface Gathered {
        /// The statements that write it, in this order; none for nothing. It is empty afterwards.
        List<Statement> take();
    }

    /// What `writer` has gathered in the caller's transaction, empty at first. Writers' statements are sent in the
    /// order in which they first asked.
    ///
    /// @throws IllegalStateException outside a transaction
    public <G extends Gathered> G of(Object writer, Class<G> type, Supplier<G> empty) {
        return type.cast(bound().byWriter.computeIfAbsent(writer, _ -> empty.get()));
    }

    /// Sends what the caller's transaction has gathered so far. Outside one there is nothing to send.
    public void flush() {
        Bound bound = (Bound) TransactionSynchronizationManager.getResource(this);
        if (bound != null) {
            bound.send(jdbc, bound.all());
        }
    }

    /// Sends what one writer has gathered so far in the caller's transaction, and nobody else's.
    public void flush(Object writer) {
        Bound bound = (Bound) TransactionSynchronizationManager.getResource(this);
        Gathered gathered = bound == null ? null : bound.byWriter.get(writer);
        if (bound != null && gathered != null) {
            bound.send(jdbc, gathered.take());
        }
    }

    /// Sends what has been gathered so far and a statement after it.
    ///
    /// @return how many rows that statement changed
    /// @throws IllegalStateException outside a transaction
    public int flushBefore(Statement last) {
        Bound bound = bound();
        List<Statement> statements = new ArrayList<>(bound.all());
        statements.add(last);
        return bound.send(jdbc, statements);
    }

    private Bound bound() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("This may be written in a transaction only.");
        }
        Bound bound = (Bound) TransactionSynchronizationManager.getResource(this);
        if (bound == null) {
            bound = new Bound();
            TransactionSynchronizationManager.bindResource(this, bound);
            TransactionSynchronizationManager.registerSynchronization(new Sending(bound));
        }
        if (bound.sent) {
            throw new IllegalStateException("It is too late to write this: the transaction's writes have been sent.");
        }
        return bound;
    }

    /// Sends before the commit, and keeps out of the way while another transaction runs inside.
    private final class Sending implements TransactionSynchronization {
        private final Bound bound;

        Sending(Bound bound) {
            this.bound = bound;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(LateWrites.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(LateWrites.this, bound);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            bound.send(jdbc, bound.all());
            bound.sent = true;
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(LateWrites.this);
        }
    }

    /// The gathered of one transaction.
    private static final class Bound {
        private final Map<Object, Gathered> byWriter = new LinkedHashMap<>();
        private boolean sent;

        List<Statement> all() {
            return byWriter.values().stream()
                    .flatMap(gathered -> gathered.take().stream())
                    .toList();
        }

        /// How many rows the last of them changed.
        int send(JdbcOperations jdbc, List<Statement> statements) {
            if (statements.isEmpty()) {
                return 0;
            }
            String sql = statements.stream().map(Statement::sql).collect(Collectors.joining(";\n"));
            Object[] parameters = statements.stream()
                    .flatMap(one -> one.parameters().stream())
                    .toArray();
            PreparedStatementCallback<Integer> send = prepared -> {
                new ArgumentPreparedStatementSetter(parameters).setValues(prepared);
                prepared.execute();
                return changedByTheLast(prepared);
            };
            return Objects.requireNonNull(jdbc.execute(sql, send));
        }

        private static int changedByTheLast(PreparedStatement prepared) throws SQLException {
            int changed = prepared.getUpdateCount();
            while (true) {
                boolean rows = prepared.getMoreResults();
                int next = prepared.getUpdateCount();
                if (!rows && next < 0) {
                    return changed;
                }
                changed = next;
            }
        }
    }
}
