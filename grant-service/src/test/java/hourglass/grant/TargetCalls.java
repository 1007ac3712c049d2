package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;

/// One call after the other on a target, each with a newer fence.
public abstract class TargetCalls {
    private long fence = 1_000;

    /// The target; it has the accounts `alice` and `bob` and offers `payments_reader` and `payments_writer`.
    protected abstract Target target();

    protected final Wanted wanted(String account, String... entitlements) {
        return new Wanted(account, ++fence, new TreeSet<>(List.of(entitlements)), new TreeSet<>());
    }

    protected final Reading applied(Wanted wanted) {
        Answer answer = target().apply(wanted);
        assertThat(answer).isInstanceOf(Answer.Applied.class);
        return ((Answer.Applied) answer).reading();
    }
}
