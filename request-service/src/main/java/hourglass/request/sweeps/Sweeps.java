package hourglass.request.sweeps;

import hourglass.request.AskAgain;
import hourglass.request.AskCause;
import hourglass.request.RefusedAttempts;
import hourglass.request.RequestId;
import hourglass.request.Requests;
import hourglass.request.ReviewBreakGlass;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// What time alone makes due. Every instance sweeps; rows that another one holds are skipped.
public class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private static final int LIMIT = 200;

    private final AskAgain askAgain;
    private final ReviewBreakGlass reviews;
    private final RefusedAttempts attempts;
    private final MeterRegistry meters;

    public Sweeps(Requests requests, ReviewBreakGlass reviews, RefusedAttempts attempts, MeterRegistry meters) {
        this.askAgain = new AskAgain(requests, this::failed);
        this.reviews = reviews;
        this.attempts = attempts;
        this.meters = meters;
    }

    @Scheduled(fixedDelayString = "${hourglass.request.sweep:500ms}")
    void askAgain() {
        for (AskCause cause : AskAgain.CAUSES) {
            int asked = askAgain.ask(cause, LIMIT);
            count("hourglass.request.asked.again", cause.name(), asked);
            if (cause == AskCause.RETRY && asked > 0) {
                LOG.error("{} requests were not answered in time and are asked again: is policy-service up?", asked);
            }
        }
    }

    @Scheduled(fixedDelayString = "${hourglass.request.slow-sweep:2s}")
    void tidy() {
        int unanswered = askAgain.giveUp(LIMIT);
        count("hourglass.request.given.up", "UNANSWERED", unanswered);
        if (unanswered > 0) {
            LOG.error("{} requests were cancelled: policy did not answer within 15 minutes.", unanswered);
        }
        count("hourglass.request.reviews", "OVERDUE", reviews.markOverdue(LIMIT, this::failed));
        attempts.tellRepeats();
    }

    /// The row is looked at again with the next sweep.
    private void failed(RequestId id, RuntimeException why) {
        meters.counter("hourglass.request.sweep.failed").increment();
        LOG.error("Request {} could not be handled when its time had come; it is tried again.", id, why);
    }

    private void count(String name, String cause, int number) {
        if (number > 0) {
            meters.counter(name, "cause", cause).increment(number);
        }
    }
}
