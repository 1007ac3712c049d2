package hourglass.request;

import hourglass.request.GrantNews.Activated;
import hourglass.request.Requests.Locked;

/// Follows the grant of a request, and opens the review that a break-glass grant owes once it has become
/// active, even if it is ending by then.
public final class HearGrant {
    private static final Actor GRANT_SERVICE = Actor.service("grant-service");

    private final Requests requests;

    public HearGrant(Requests requests) {
        this.requests = requests;
    }

    /// Applies `news` unless it was heard before.
    ///
    /// @throws IllegalStateException when there is no such request, or the grant can't say this of it
    public void hear(GrantNews news) {
        requests.inOneTransaction(() -> {
            Locked locked = requests.lock(news.request());
            if (locked == null) {
                throw new IllegalStateException("Event " + news.eventId() + " is about request " + news.request()
                        + ", which doesn't exist here.");
            }
            Command command = new Command.HearGrant(news);
            if (RequestDecider.decide(locked.request(), command, locked.around()) instanceof Result.Moved(var step)) {
                long revision = requests.save(locked, step, GRANT_SERVICE, news.eventId());
                openReview(new Locked(step.next(), revision, locked.sequence(), locked.around()), news);
            }
            return null;
        });
    }

    private void openReview(Locked locked, GrantNews news) {
        if (news.what() instanceof Activated(var activation)) {
            Review.Step opened = Review.openedBy(locked.request(), activation);
            if (opened != null && requests.review(news.request()) == null) {
                requests.saveReview(locked, opened, Actor.SELF, news.eventId());
            }
        }
    }
}
