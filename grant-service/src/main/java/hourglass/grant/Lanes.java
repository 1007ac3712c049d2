package hourglass.grant;

import java.util.Map;
import java.util.Optional;

/// One lane per target.
public final class Lanes implements AutoCloseable {
    private final Map<String, Lane> byTarget;

    public Lanes(Map<String, Lane> byTarget) {
        this.byTarget = Map.copyOf(byTarget);
    }

    public void start() {
        byTarget.values().forEach(Lane::start);
    }

    /// There may be work on that target. A target that is no longer configured has no lane to wake.
    public void wake(String target) {
        Lane lane = byTarget.get(target);
        if (lane != null) {
            lane.wake();
        }
    }

    /// There may be work anywhere.
    public void wakeAll() {
        byTarget.values().forEach(Lane::wake);
    }

    public Optional<Lane> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /// Why a lane can't work as it should, in one sentence; empty while all can.
    public Optional<String> stopped() {
        return byTarget.values().stream()
                .flatMap(lane -> lane.stopped().stream())
                .findFirst();
    }

    @Override
    public void close() {
        byTarget.values().forEach(Lane::close);
    }
}
