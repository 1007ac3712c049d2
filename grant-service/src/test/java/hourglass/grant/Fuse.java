package hourglass.grant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/// Breaks a process at one chosen step of its talk with a database: before a call, or after the call has had its
/// effect and before its answer is known. Calls are statements and commits, and each answer of several statements
/// that went to the server together.
public final class Fuse {
    private static final Set<String> STEPS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "getMoreResults", "commit");

    private final Mode mode;
    private final List<Connection> open = new ArrayList<>();
    private int left;
    private boolean blown;

    /// What happens at the chosen step.
    public enum Mode {
        /// The process is gone: nothing runs after it, and the server sees its connections close.
        KILL,
        /// The call fails with a timeout, and the process goes on.
        TIMEOUT
    }

    /// The process is gone.
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// A fuse that blows at step `at`, counted from 0. Each call has two: before and after.
    public Fuse(Mode mode, int at) {
        this.mode = mode;
        this.left = at;
    }

    /// One that never blows.
    public static Fuse none() {
        return new Fuse(Mode.KILL, Integer.MAX_VALUE);
    }

    public boolean blown() {
        return blown;
    }

    public DataSource through(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                Fuse.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    Object result = call(method, source, arguments);
                    return result instanceof Connection connection ? through(connection) : result;
                });
    }

    public Connection through(Connection connection) {
        open.add(connection);
        return (Connection) Proxy.newProxyInstance(
                Fuse.class.getClassLoader(), new Class<?>[] {Connection.class}, steps(connection));
    }

    private InvocationHandler steps(Object real) {
        return (_, method, arguments) -> {
            boolean step = STEPS.contains(method.getName());
            if (blown && mode == Mode.KILL && (step || method.getName().equals("rollback"))) {
                throw new Killed();
            }
            if (step) {
                burn();
            }
            Object result = call(method, real, arguments);
            if (step) {
                burn();
            }
            return result instanceof PreparedStatement statement
                    ? Proxy.newProxyInstance(
                            Fuse.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, steps(statement))
                    : result;
        };
    }

    private void burn() throws SQLException {
        if (left-- != 0) {
            return;
        }
        blown = true;
        if (mode == Mode.TIMEOUT) {
            throw new SQLTimeoutException("read timed out");
        }
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
        throw new Killed();
    }

    private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
