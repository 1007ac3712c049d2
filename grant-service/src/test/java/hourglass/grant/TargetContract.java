package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every kind of target has to do, fake or real. A test class says which target, and how to look at it.
public abstract class TargetContract extends TargetCalls {
    /// What an account has through Hourglass, seen from outside the adapter.
    protected abstract Set<String> given(String account) throws Exception;

    @Test
    final void givesWhatIsWantedAndTakesAwayTheRest() throws Exception {
        assertThat(applied(wanted("alice", "payments_reader", "payments_writer"))
                        .ours())
                .containsExactlyInAnyOrder("payments_reader", "payments_writer");
        assertThat(given("alice")).containsExactlyInAnyOrder("payments_reader", "payments_writer");
        assertThat(applied(wanted("alice", "payments_writer")).ours()).containsExactly("payments_writer");
        assertThat(given("alice")).containsExactly("payments_writer");
        assertThat(applied(wanted("alice")).ours()).isEmpty();
        assertThat(given("alice")).isEmpty();
    }

    @Test
    final void askedTwiceItDoesNothingMore() throws Exception {
        applied(wanted("bob", "payments_reader"));
        assertThat(applied(wanted("bob", "payments_reader")).ours()).containsExactly("payments_reader");
        applied(wanted("bob"));
        assertThat(applied(wanted("bob")).sessionsEnded()).isZero();
        assertThat(given("bob")).isEmpty();
    }

    @Test
    final void anOlderFenceChangesNothing() throws Exception {
        Wanted older = wanted("alice", "payments_writer");
        Wanted newer = wanted("alice", "payments_reader");
        applied(newer);
        assertThat(target().apply(older)).isEqualTo(new Answer.Fenced(newer.fence()));
        assertThat(given("alice")).containsExactly("payments_reader");
        applied(wanted("alice"));
    }

    @Test
    final void theFenceIsStoredEvenWhenThereIsNothingToChange() throws Exception {
        Wanted late = wanted("alice", "payments_reader");
        applied(wanted("alice"));
        assertThat(target().apply(late)).isInstanceOf(Answer.Fenced.class);
        assertThat(given("alice")).isEmpty();
    }

    @Test
    final void oneAccountsFenceIsNotAnothers() {
        Wanted ofBob = wanted("bob");
        applied(wanted("alice"));
        assertThat(target().apply(ofBob)).isInstanceOf(Answer.Applied.class);
    }

    @Test
    final void aRefusedEntitlementDoesNotKeepTheOthersBack() throws Exception {
        Reading reading = applied(wanted("alice", "payments_reader", "no_such_role"));
        assertThat(reading.ours()).containsExactly("payments_reader");
        assertThat(reading.refused()).containsOnlyKeys("no_such_role");
        assertThat(reading.refused().get("no_such_role"))
                .contains("no_such_role")
                .endsWith(".");
        applied(wanted("alice"));
    }
}
