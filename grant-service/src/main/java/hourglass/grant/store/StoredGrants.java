package hourglass.grant.store;

import hourglass.grant.Cause;
import hourglass.grant.Change;
import hourglass.grant.Grant;
import hourglass.grant.Grants;
import hourglass.grant.Held;
import hourglass.grant.RequestId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Grants in PostgreSQL, one transaction a change.
final class StoredGrants implements Grants {
    private final TransactionTemplate transactions;
    private final GrantTable table;
    private final InstantSource clock;

    StoredGrants(TransactionTemplate transactions, GrantTable table, InstantSource clock) {
        this.transactions = transactions;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public <R> R change(RequestId request, Cause cause, Function<@Nullable Held, Change<R>> decide) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            @Nullable GrantRow before = table.lock(request).orElse(null);
            Change<R> change = decide.apply(before == null ? null : before.held());
            Grant to = change.to();
            if (to != null) {
                table.put(before, to, change.event(), cause, clock.instant());
            } else if (before != null && cause.sequence() > before.held().requestsSequence()) {
                table.applied(request, cause.sequence());
            }
            return change.result();
        }));
    }

    @Override
    public void together(Collection<RequestId> requests, Runnable work) {
        transactions.executeWithoutResult(_ -> {
            table.lock(requests);
            work.run();
        });
    }

    @Override
    public Optional<Held> find(RequestId request) {
        return table.find(request).map(GrantRow::held);
    }
}
