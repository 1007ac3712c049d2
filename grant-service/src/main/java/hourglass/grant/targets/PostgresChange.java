package hourglass.grant.targets;

import java.util.List;

/// A statement that changes something for an account, and that the server may refuse while it takes others.
///
/// @param otherwise what a refusal means, in words that its reason follows
record PostgresChange(String otherwise, String sql, List<Object> parameters) {
    PostgresChange {
        parameters = List.copyOf(parameters);
    }

    void in(PostgresRound round) {
        round.run(sql, parameters.toArray());
    }
}
