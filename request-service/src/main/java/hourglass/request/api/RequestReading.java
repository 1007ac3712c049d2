package hourglass.request.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hourglass.request.Caller;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.View;
import hourglass.request.Visibility;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Requests that a caller may see, now or once something has happened to them.
@Component
class RequestReading {
    private static final int REMEMBERED = 10_000;

    private final RequestViews views;
    private final Watch watch;

    /// The revision that a caller was shown last: who waits for a change of it need not be shown it again first.
    private final Cache<Reader, Long> shown =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Reader(PersonId person, RequestId request) {}

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
        shown.put(new Reader(caller.person(), id), view.revision());
        return view;
    }

    /// The view once it is at another revision than those the caller knows, or as it is when the preference's time
    /// is up. Whoever knows what they were shown last waits before anything is read.
    View changed(Caller caller, RequestId id, Preference preference, LongPredicate known) {
        Long last = preference.waits() ? shown.getIfPresent(new Reader(caller.person(), id)) : null;
        if (last == null || !known.test(last)) {
            return see(caller, id, preference, view -> !known.test(view.revision()));
        }
        return after(caller, id, last, preference, view -> !known.test(view.revision()));
    }

    /// The view once `settled` is true of it and it is beyond a revision, or as it is when the preference's time is
    /// up. Nothing is read before something has followed that revision.
    View after(Caller caller, RequestId id, long revision, Preference preference, Predicate<View> settled) {
        if (!preference.waits()) {
            return see(caller, id);
        }
        long deadline = System.nanoTime() + preference.atMost().toNanos();
        try (Watch.Waiting waiting = watch.on(id)) {
            waiting.untilPast(revision, preference.atMost());
            return until(caller, id, waiting, deadline, settled);
        }
    }

    /// The view once `settled` is true of it, or as it was when the preference's time is up. It is read once, and
    /// again for each change heard of.
    View see(Caller caller, RequestId id, Preference preference, Predicate<View> settled) {
        if (!preference.waits()) {
            return see(caller, id);
        }
        long deadline = System.nanoTime() + preference.atMost().toNanos();
        try (Watch.Waiting waiting = watch.on(id)) {
            return until(caller, id, waiting, deadline, settled);
        }
    }

    private View until(Caller caller, RequestId id, Watch.Waiting waiting, long deadline, Predicate<View> settled) {
        View view = see(caller, id);
        while (!settled.test(view)
                && waiting.untilPast(view.revision(), Duration.ofNanos(deadline - System.nanoTime()))) {
            view = see(caller, id);
        }
        return view;
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no request of this id that you may see.");
    }
}
