package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A stage of approval as written.
///
/// @param id its identity within a request (rule 9)
/// @param from in policy's words, such as `group:security-duty`
/// @param need distinct people who must agree
/// @param within how long it is open before `otherwise` begins or it lapses
/// @param after id of the stage that must be satisfied first; null: none
/// @param where what must hold for a vote to count
/// @param otherwise who is asked as well when that time is over; null: it lapses
public record StageText(
        String id,
        List<String> from,
        int need,
        Duration within,
        @Nullable String after,
        List<ConditionText> where,
        @Nullable Otherwise otherwise,
        Place at) {

    /// Escalation: `ask` may vote as well, for `within` more.
    public record Otherwise(List<String> ask, Duration within) {}

    /// Whether `other` may stand beside this one under the same id: all but `need` must be the same.
    public boolean sameButNeed(StageText other) {
        return id.equals(other.id)
                && from.equals(other.from)
                && within.equals(other.within)
                && Objects.equals(after, other.after)
                && Objects.equals(otherwise, other.otherwise)
                && expressions(where).equals(expressions(other.where));
    }

    private static List<String> expressions(List<ConditionText> conditions) {
        return conditions.stream().map(ConditionText::expression).sorted().toList();
    }
}
