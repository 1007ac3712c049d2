package hourglass.request;

import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.Open;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.AccessRequest.Over;
import hourglass.request.GrantNews.Activated;
import hourglass.request.GrantNews.Activation;
import hourglass.request.GrantNews.EndBegun;
import hourglass.request.GrantNews.GivenUp;
import hourglass.request.GrantNews.NeverActive;
import hourglass.request.GrantNews.RemovalOverdue;
import hourglass.request.GrantNews.Revoked;
import hourglass.request.GrantNews.Started;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a request follows its grant. What was heard before changes nothing.
final class GrantHearing {
    private GrantHearing() {}

    /// Applies one thing that a grant tells.
    ///
    /// @throws IllegalStateException when the grant says what can't be for this request
    static Result hear(AccessRequest request, GrantNews news) {
        if (news.sequence() <= request.dossier().grantsHeard()) {
            return Result.unchanged();
        }
        Dossier dossier = request.dossier().heard(news.sequence());
        AccessRequest next = switch (news.what()) {
            case Started _ -> started(request, dossier, news);
            case Activated(var activation) -> activated(request, dossier, activation, news);
            case EndBegun(var reason, var dueAt) -> ending(request, dossier, reason, dueAt, false, news);
            case RemovalOverdue(var dueAt, var _, var _) ->
                ending(request, dossier, endReason(request), dueAt, true, news);
            case Revoked end -> revoked(request, dossier, end, news);
            case NeverActive(var reason, var detail) -> neverActive(request, dossier, reason, detail, news);
            case GivenUp _ -> closed(request, dossier, news);
        };
        return Result.moved(Step.to(next, new Event.GrantHeard(news)));
    }

    private static AccessRequest started(AccessRequest request, Dossier dossier, GrantNews news) {
        return switch (request) {
            case Ordered ordered -> ordered.with(dossier);
            case Ending e -> new Ending(dossier, e.decision(), e.activation(), e.reason(), e.dueAt(), e.overdue());
            case Active _, Open _, Over _ -> throw cannotBe(request, news);
        };
    }

    private static AccessRequest activated(
            AccessRequest request, Dossier dossier, Activation activation, GrantNews news) {
        return switch (request) {
            case Ordered ordered -> new Active(dossier, ordered.decision(), activation);
            case Ending e -> new Ending(dossier, e.decision(), activation, e.reason(), e.dueAt(), e.overdue());
            case Active _, Open _, Over _ -> throw cannotBe(request, news);
        };
    }

    private static AccessRequest ending(
            AccessRequest request, Dossier dossier, EndReason reason, Instant dueAt, boolean overdue, GrantNews news) {
        return switch (request) {
            case Granted granted ->
                new Ending(dossier, granted.decision(), granted.activation(), reason, dueAt, overdue);
            case Ending e -> new Ending(dossier, e.decision(), e.activation(), reason, dueAt, overdue || e.overdue());
            case Open _, Over _ -> throw cannotBe(request, news);
        };
    }

    private static AccessRequest revoked(AccessRequest request, Dossier dossier, Revoked end, GrantNews news) {
        return new Ended(
                dossier,
                decision(request, news),
                end.activation(),
                end.reason(),
                end.dueAt(),
                end.verifiedAt(),
                end.sessionsEnded());
    }

    private static AccessRequest closed(AccessRequest request, Dossier dossier, GrantNews news) {
        return new Ended(
                dossier, decision(request, news), activation(request), EndReason.CLOSED, null, news.at(), null);
    }

    /// Of access that can be over.
    private static Decision decision(AccessRequest request, GrantNews news) {
        return switch (request) {
            case Granted granted -> granted.decision();
            case Ending ending -> ending.decision();
            case Open _, Over _ -> throw cannotBe(request, news);
        };
    }

    private static AccessRequest neverActive(
            AccessRequest request, Dossier dossier, EndReason reason, String detail, GrantNews news) {
        return switch (request) {
            case Ordered ordered -> new Failed(dossier, ordered.decision(), reason, detail, news.at());
            case Ending e -> new Failed(dossier, e.decision(), reason, detail, news.at());
            case Active _, Open _, Over _ -> throw cannotBe(request, news);
        };
    }

    /// An overdue removal that nobody announced is that of an expiry.
    private static EndReason endReason(AccessRequest request) {
        return request instanceof Ending ending ? ending.reason() : EndReason.EXPIRED;
    }

    private static @Nullable Activation activation(AccessRequest request) {
        return switch (request) {
            case Granted granted -> granted.activation();
            case Ending ending -> ending.activation();
            case Open _, Over _ -> null;
        };
    }

    private static IllegalStateException cannotBe(AccessRequest request, GrantNews news) {
        return new IllegalStateException("Event " + news.eventId() + " ("
                + news.what().getClass().getSimpleName() + ") can't be for request " + request.id() + " in state "
                + RequestState.of(request) + "; it is not applied.");
    }
}
