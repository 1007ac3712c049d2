package hourglass.grant.store;

import hourglass.grant.Account;
import hourglass.messaging.LateWrites;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Says which accounts have work waiting.
final class AccountTable {
    /// In one order, so that two who mark several accounts can't wait for each other.
    private static final String MARK = """
            INSERT INTO accounts AS a (target, account, marks, removal, due_at, next_attempt_at)
            SELECT target, account, marks, removal, due_at::timestamptz, ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::text[])
                   AS marked (target, account, marks, removal, due_at)
             ORDER BY target, account
            ON CONFLICT (target, account) DO UPDATE SET
                marks = a.marks + excluded.marks, removal = a.removal OR excluded.removal,
                due_at = least(a.due_at, excluded.due_at), next_attempt_at = excluded.next_attempt_at""";

    private final LateWrites writes;

    AccountTable(LateWrites writes) {
        this.writes = writes;
    }

    /// There is a new reason to work on this account: at once, whatever it waited for before. Said at the end of
    /// the caller's transaction.
    ///
    /// @param removal whether something has to go: that comes before all else
    void mark(Account account, boolean removal, Instant dueAt, Instant now) {
        writes.of(this, Marks.class, Marks::new).add(account, new Mark(1, removal, dueAt), now);
    }

    /// @param times how often it was marked
    private record Mark(long times, boolean removal, Instant dueAt) {
        Mark and(Mark other) {
            return new Mark(
                    times + other.times, removal || other.removal, dueAt.isBefore(other.dueAt) ? dueAt : other.dueAt);
        }
    }

    private static final class Marks implements LateWrites.Gathered {
        private final Map<Account, Mark> byAccount = new LinkedHashMap<>();
        private Instant newest = Instant.MIN;

        void add(Account account, Mark mark, Instant now) {
            byAccount.merge(account, mark, Mark::and);
            newest = now.isAfter(newest) ? now : newest;
        }

        @Override
        public List<LateWrites.Statement> take() {
            if (byAccount.isEmpty()) {
                return List.of();
            }
            LateWrites.Statement mark = new LateWrites.Statement(
                    MARK,
                    newest.toString(),
                    accounts(Account::target),
                    accounts(Account::name),
                    marks(Mark::times).toArray(Long[]::new),
                    marks(Mark::removal).toArray(Boolean[]::new),
                    marks(one -> one.dueAt().toString()).toArray(String[]::new));
            byAccount.clear();
            return List.of(mark);
        }

        private String[] accounts(Function<Account, String> text) {
            return byAccount.keySet().stream().map(text).toArray(String[]::new);
        }

        private <T> Stream<T> marks(Function<Mark, T> value) {
            return byAccount.values().stream().map(value);
        }
    }
}
