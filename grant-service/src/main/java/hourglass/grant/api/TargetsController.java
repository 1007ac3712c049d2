package hourglass.grant.api;

import hourglass.grant.GrantViews;
import hourglass.grant.Lane;
import hourglass.grant.Lanes;
import hourglass.grant.Targets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How the targets are doing.
@RestController
class TargetsController {
    private final Targets targets;
    private final Lanes lanes;
    private final GrantViews views;

    TargetsController(Targets targets, Lanes lanes, GrantViews views) {
        this.targets = targets;
        this.lanes = lanes;
        this.views = views;
    }

    /// One target.
    ///
    /// @param reachable whether it gave its last answer; null before the first
    /// @param lastAnswer why not, when it did not
    /// @param missing what it lacks for this service to do its work, in one sentence; null when nothing is
    /// @param queue accounts with work waiting
    /// @param oldestDue since when the first of them is due; null when none is
    record TargetBody(
            String id,
            @Nullable Boolean reachable,
            @Nullable Instant lastAnswerAt,
            @Nullable String lastAnswer,
            @Nullable String missing,
            int queue,
            @Nullable Instant oldestDue) {}

    /// All of them.
    record TargetsBody(List<TargetBody> items, @Nullable String next) {}

    @GetMapping("/v1/targets")
    TargetsBody all() {
        Map<String, GrantViews.Queue> queues = views.queues();
        return new TargetsBody(
                new TreeSet<>(targets.byId().keySet())
                        .stream().map(id -> body(id, queues.get(id))).toList(),
                null);
    }

    private TargetBody body(String id, GrantViews.@Nullable Queue queue) {
        Optional<Lane> lane = lanes.of(id);
        Lane.@Nullable Sight last = lane.flatMap(Lane::last).orElse(null);
        return new TargetBody(
                id,
                last == null ? null : last.error() == null,
                last == null ? null : last.at(),
                last == null ? null : last.error(),
                lane.flatMap(Lane::missing).orElse(null),
                queue == null ? 0 : queue.accounts(),
                queue == null ? null : queue.oldestDue());
    }
}
