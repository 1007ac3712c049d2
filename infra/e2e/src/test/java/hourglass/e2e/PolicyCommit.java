package hourglass.e2e;

import java.nio.file.Path;

/// A commit that adds one file; closing it pushes another one that takes the file away.
final class PolicyCommit implements AutoCloseable {
    private final Policies policies;
    private final Path file;
    private final Policies.Pushed pushed;

    PolicyCommit(Policies policies, Path file, Policies.Pushed pushed) {
        this.policies = policies;
        this.file = file;
        this.pushed = pushed;
    }

    String commit() {
        return pushed.commit();
    }

    boolean accepted() {
        return pushed.accepted();
    }

    @Override
    public void close() {
        policies.remove(file);
    }
}
