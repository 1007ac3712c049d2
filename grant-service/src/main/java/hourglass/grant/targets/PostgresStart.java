package hourglass.grant.targets;

import hourglass.grant.Wanted;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a transaction that changes something starts, in one round trip: what the fence table says of the account,
/// and which roles may be behind it.
///
/// @param fence empty when a newer one was obeyed already, or the server is not this target's
record PostgresStart(Optional<PostgresFence> fence, List<PostgresAccount> found) {
    PostgresStart {
        found = List.copyOf(found);
    }

    static PostgresStart of(PostgresCall call, String target, Wanted wanted) throws SQLException {
        call.begin();
        PostgresRound round = call.round();
        PostgresRound.Rows<PostgresFence> fence = PostgresFence.obey(round, target, wanted);
        PostgresRound.Rows<PostgresAccount> found = PostgresAccount.read(round, wanted);
        round.send();
        return new PostgresStart(fence.first(), found.all());
    }

    /// The role behind the account, null when there is none.
    @Nullable
    PostgresAccount account(Wanted wanted) {
        return fence.isEmpty() ? null : PostgresAccount.find(found, wanted, fence.get());
    }
}
