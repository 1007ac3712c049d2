package hourglass.grant;

import org.jspecify.annotations.Nullable;

/// What a decision on one grant comes to.
///
/// @param result for the caller
/// @param to the new state, absent when nothing changes
/// @param event what says so, absent for a change that no topic carries
public record Change<R>(
        R result, @Nullable Grant to, @Nullable GrantEvent event) {
    public static <R> Change<R> none(R result) {
        return new Change<>(result, null, null);
    }

    public static <R> Change<R> of(R result, Move<?> move) {
        return new Change<>(result, move.to(), move.event());
    }
}
