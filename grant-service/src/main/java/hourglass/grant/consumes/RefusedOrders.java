package hourglass.grant.consumes;

import hourglass.grant.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Counts the orders that started nothing, by reason: `hourglass.grant.order.refused`. Each reason is there from the
/// start, so that the first one is seen as an increase.
@Component
class RefusedOrders {
    private static final Set<Reason> REASONS =
            Set.of(Reason.TOO_LATE, Reason.BAD_ALLOWANCE, Reason.UNKNOWN_TARGET, Reason.OBLIGATION, Reason.REFUSED);

    private final MeterRegistry meters;

    RefusedOrders(MeterRegistry meters) {
        this.meters = meters;
        REASONS.forEach(this::counter);
    }

    void count(Reason reason) {
        counter(reason).increment();
    }

    private Counter counter(Reason reason) {
        return Counter.builder("hourglass.grant.order.refused")
                .description("Orders that started nothing")
                .tag("reason", reason.name())
                .register(meters);
    }
}
