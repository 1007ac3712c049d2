package hourglass.request;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Work on many requests of which one may fail without holding up the others.
final class EachByItself {
    private final BiConsumer<RequestId, RuntimeException> failed;

    /// Work whose failures somebody hears of.
    ///
    /// @param failed is told of each request that failed, and why
    EachByItself(BiConsumer<RequestId, RuntimeException> failed) {
        this.failed = failed;
    }

    /// Does it to each; returns for how many it said yes.
    <T> int count(List<T> all, Function<T, RequestId> id, Predicate<T> work) {
        int done = 0;
        for (T one : all) {
            try {
                done += work.test(one) ? 1 : 0;
            } catch (RuntimeException e) {
                failed.accept(id.apply(one), e);
            }
        }
        return done;
    }
}
