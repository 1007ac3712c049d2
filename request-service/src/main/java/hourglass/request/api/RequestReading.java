package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.RequestId;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.View;
import hourglass.request.Visibility;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Requests that a caller may see, now or once something has happened to them.
@Component
class RequestReading {
    private final RequestViews views;
    private final Watch watch;

    RequestReading(RequestViews views, Watch watch) {
        this.views = views;
        this.watch = watch;
    }

    /// Reads an id from an address.
    ///
    /// @throws ProblemException 404 when it is none
    static RequestId id(String text) {
        try {
            return RequestId.of(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    /// @throws ProblemException 404 when there is none, or it isn't the caller's to see: the answers are the same
    View see(Caller caller, RequestId id) {
        View view = views.find(id);
        if (view == null || !Visibility.sees(caller, view.request(), view.owner())) {
            throw notFound();
        }
        return view;
    }

    /// The view once `settled` is true of it, or as it was when the preference's time is up. It is read once, and again
    /// for each change heard of.
    View see(Caller caller, RequestId id, Preference preference, Predicate<View> settled) {
        if (!preference.waits()) {
            return see(caller, id);
        }
        try (Watch.Waiting waiting = watch.on(id)) {
            long deadline = System.nanoTime() + preference.atMost().toNanos();
            View view = see(caller, id);
            while (!settled.test(view)
                    && waiting.untilPast(view.revision(), Duration.ofNanos(deadline - System.nanoTime()))) {
                view = see(caller, id);
            }
            return view;
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no request of this id that you may see.");
    }
}
