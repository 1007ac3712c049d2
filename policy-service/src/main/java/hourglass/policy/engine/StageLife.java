package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// When the stages of one ask are open, and for whom (rule 10). Windows run in real time.
final class StageLife {
    private final Instant askedAt;
    private final Approvers approvers;
    private final Map<String, Instant> opened = new TreeMap<>();
    private final Map<String, Electorate> electorates = new HashMap<>();

    StageLife(Ask ask, Approvers approvers) {
        this.askedAt = ask.askedAt();
        this.approvers = approvers;
        for (Window window : ask.windows()) {
            opened.merge(id(window.stage()), window.openedAt(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /// The stage's id in `document/stage`, or the text itself: identity within a request is the id (rule 9).
    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// Who could vote on a stage.
    ///
    /// @param from everybody named by `from`
    /// @param ask everybody named by `otherwise`
    /// @param first those of `from` who could vote
    /// @param all those of both who could
    /// @param fromAnswered whether every source of `from` answered
    /// @param answered whether every source of both did
    record Electorate(
            Set<String> from,
            Set<String> ask,
            Set<String> first,
            Set<String> all,
            boolean fromAnswered,
            boolean answered) {}

    /// When a stage that needs `need` votes is open.
    ///
    /// @param escalatedAt when `otherwise` begins; null when it has none
    record Span(Instant openedAt, @Nullable Instant escalatedAt, Instant closesAt) {

        boolean holds(Instant at) {
            return !at.isBefore(openedAt) && at.isBefore(closesAt);
        }

        boolean escalated(Instant at) {
            return escalatedAt != null && !at.isBefore(escalatedAt);
        }
    }

    /// When the stage was opened; null when it never was.
    @Nullable
    Instant openedAt(LinkedStage stage) {
        return opened.get(stage.id());
    }

    Electorate electorate(LinkedStage stage) {
        return electorates.computeIfAbsent(stage.id(), id -> {
            Set<String> from = approvers.resolve(stage.from());
            Set<String> ask = approvers.resolve(stage.ask());
            Set<String> named = from == null ? Set.of() : from;
            Set<String> more = ask == null ? Set.of() : ask;
            Set<String> first = approvers.eligible(named, stage);
            Set<String> all = new TreeSet<>(first);
            all.addAll(approvers.eligible(more, stage));
            return new Electorate(named, more, first, all, from != null, from != null && ask != null);
        });
    }

    /// The stage's window when it was opened at `openedAt`.
    ///
    /// `otherwise` begins at once if `from` is too few; what the window was promised to last is kept all the same.
    /// While nobody knows who `from` is, a moment is in the window only if it were in it both ways.
    Span span(LinkedStage stage, int need, Instant openedAt) {
        Duration within = stage.text().within();
        if (!stage.hasOtherwise()) {
            return new Span(openedAt, null, openedAt.plus(within));
        }
        Duration more = stage.otherwiseWithin();
        Duration longer = within.compareTo(more) >= 0 ? within : more;
        Electorate electorate = electorate(stage);
        if (!electorate.fromAnswered()) {
            return new Span(openedAt, openedAt.plus(within), openedAt.plus(longer));
        }
        if (electorate.first().size() < need) {
            return new Span(openedAt, openedAt, openedAt.plus(longer));
        }
        Instant escalated = openedAt.plus(within);
        return new Span(openedAt, escalated, escalated.plus(more));
    }

    Instant now() {
        return askedAt;
    }
}
