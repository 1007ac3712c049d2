package hourglass.request;

import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.Over;
import hourglass.request.GrantNews.Activation;
import hourglass.request.Refusal.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a break-glass grant is owed afterwards: verdicts of others on whether it was justified.
///
/// ```
/// OPEN --need verdicts--> DONE*     OPEN --dueAt--> OVERDUE --need verdicts--> DONE*
/// ```
public sealed interface Review {
    Terms terms();

    List<Verdict> verdicts();

    record Open(Terms terms, List<Verdict> verdicts) implements Review {}

    /// Denies its requester the next break-glass until it is done.
    record Overdue(Terms terms, List<Verdict> verdicts) implements Review {}

    record Done(Terms terms, List<Verdict> verdicts) implements Review {}

    /// What is owed, and by whom.
    ///
    /// @param from in policy's words
    /// @param need distinct verdicts, at least 1
    record Terms(
            RequestId request, PersonId requester, Instant dueAt, List<String> from, List<String> people, int need) {
        public Terms {
            from = List.copyOf(from);
            people = List.copyOf(people);
        }

        boolean asks(Caller caller) {
            return people.contains(caller.person().value()) || from.stream().anyMatch(caller::is);
        }
    }

    record Verdict(PersonId reviewer, boolean justified, String comment, Instant at) {}

    /// A move of a review, with its event.
    record Step(Review next, Event.Told event) {}

    /// The review that an access owes which has just become active, or did so while it was being taken away; null when
    /// it owes none.
    static @Nullable Step openedBy(AccessRequest request, Activation activation) {
        Decision decision = switch (request) {
            case Granted granted -> granted.decision();
            case Ending ending -> ending.decision();
            case AccessRequest.Open _, Over _ -> null;
        };
        Decision.ReviewPlan plan = decision == null ? null : decision.review();
        if (decision == null || !decision.breakGlass() || plan == null) {
            return null;
        }
        Instant dueAt = activation.activatedAt().plus(plan.within());
        Terms terms =
                new Terms(request.id(), request.dossier().requester(), dueAt, plan.from(), plan.people(), plan.need());
        return new Step(
                new Open(terms, List.of()), new Event.ReviewOpened(dueAt, terms.from(), terms.people(), terms.need()));
    }

    /// Null when it isn't due, or no longer open.
    default @Nullable Step overdue(Instant now) {
        return this instanceof Open && !terms().dueAt().isAfter(now)
                ? new Step(new Overdue(terms(), verdicts()), new Event.ReviewOverdue(terms().dueAt()))
                : null;
    }

    /// Null when `caller` may give a verdict now.
    default @Nullable Refusal refusal(Caller caller) {
        if (caller.person().equals(terms().requester())) {
            return Refusal.of(Rule.OWN_REVIEW, "You made this request: somebody else reviews it.");
        }
        if (!terms().asks(caller)) {
            return Refusal.of(
                    Rule.NOT_ALLOWED, "This review is for " + Whom.of(terms().people(), terms().from()) + ".");
        }
        if (verdicts().stream().anyMatch(verdict -> verdict.reviewer().equals(caller.person()))) {
            return Refusal.of(Rule.ALREADY_DECIDED, "You have already reviewed this.");
        }
        return this instanceof Done ? Refusal.of(Rule.ALREADY_DECIDED, "This review is done.") : null;
    }

    /// Adds the verdict of somebody who may give one.
    default Step reviewedBy(Caller caller, boolean justified, String comment, Instant now) {
        List<Verdict> all = new ArrayList<>(verdicts());
        all.add(new Verdict(caller.person(), justified, comment, now));
        boolean done = all.size() >= terms().need();
        Review next = done
                ? new Done(terms(), all)
                : this instanceof Overdue ? new Overdue(terms(), all) : new Open(terms(), all);
        return new Step(next, new Event.ReviewRecorded(caller.person(), justified, comment, done));
    }
}
