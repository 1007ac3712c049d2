package hourglass.request.store;

import hourglass.request.Changes.Listener;
import hourglass.request.RequestId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells what this instance has moved to another state, once the transaction has committed.
final class OwnMoves {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    void add(Listener listener) {
        listeners.add(listener);
    }

    /// Called within the transaction that moves it.
    void moved(RequestId id, long revision) {
        if (listeners.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.forEach(listener -> listener.moved(id, revision));
            }
        });
    }
}
