package hourglass.audit;

import java.util.List;

/// The rows of an answer and what they stand on, read in one snapshot.
///
/// @param items at most as many as were asked for
/// @param more whether there are further ones
public record Answer<T>(List<T> items, boolean more, Coverage covers) {
    public Answer {
        items = List.copyOf(items);
    }

    /// Cuts rows that were read one beyond the limit.
    public static <T> Answer<T> of(List<T> rows, int limit, Coverage covers) {
        boolean more = rows.size() > limit;
        return new Answer<>(more ? rows.subList(0, limit) : rows, more, covers);
    }
}
