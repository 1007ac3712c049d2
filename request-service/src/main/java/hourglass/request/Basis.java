package hourglass.request;

import org.jspecify.annotations.Nullable;

/// What ordered or live access rests on: policy judges it again by the policy that gave it.
///
/// @param way `policy/route` of the decision whose allowance was ordered
/// @param watch whether that decision said that its policy watches over the access
public record Basis(String way, boolean watch) {

    /// Null when the decision names no way.
    static @Nullable Basis of(Decision ordered) {
        return ordered.way() == null ? null : new Basis(ordered.way(), ordered.watch());
    }
}
