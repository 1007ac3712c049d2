package hourglass.request.api;

import hourglass.request.AccessRequest;
import hourglass.request.Acts;
import hourglass.request.Caller;
import hourglass.request.Catalog;
import hourglass.request.Content;
import hourglass.request.Directory;
import hourglass.request.Dossier;
import hourglass.request.RequestId;
import hourglass.request.RequestViews.View;
import hourglass.request.Review;
import hourglass.request.Vote;
import hourglass.request.api.RequestShown.RequestRow;
import hourglass.request.api.RequestShown.ResourceNamed;
import hourglass.request.api.RequestShown.ReviewShown;
import hourglass.request.api.RequestShown.VerdictShown;
import hourglass.request.api.RequestShown.VoteShown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns what is stored into what a reader sees.
@Component
class RequestShowing {
    private final Catalog catalog;
    private final Directory directory;

    RequestShowing(Catalog catalog, Directory directory) {
        this.catalog = catalog;
        this.directory = directory;
    }

    RequestShown whole(View view, Caller reader) {
        People people = new People(directory);
        AccessRequest request = view.request();
        Dossier dossier = request.dossier();
        Content content = dossier.content();
        Catalog.Resource resource = catalog.find(content.access().resource());
        Acts acts = Acts.of(view, reader);
        return new RequestShown(
                row(view, resource, people),
                content.breakGlass(),
                content.startsAt(),
                content.policy(),
                id(content.extending()),
                id(content.replaces()),
                request instanceof AccessRequest.Cancelled cancelled ? id(cancelled.replacedBy()) : null,
                view.decision() == null ? null : DecisionShowing.of(view.decision(), people),
                dossier.votes().stream().map(vote -> vote(vote, people)).toList(),
                GrantShowing.of(request, role(content, resource)),
                view.review() == null ? null : review(view.review(), people),
                acts.actions(),
                blocked(acts, people));
    }

    private static Map<String, String> blocked(Acts acts, People people) {
        Map<String, String> blocked = new LinkedHashMap<>();
        acts.blocked().forEach((act, why) -> blocked.put(act, Names.filled(why, people)));
        return blocked;
    }

    List<RequestRow> rows(List<View> views) {
        People people = new People(directory);
        return views.stream()
                .map(view -> row(
                        view,
                        catalog.find(view.request().dossier().content().access().resource()),
                        people))
                .toList();
    }

    private static RequestRow row(View view, Catalog.@Nullable Resource resource, People people) {
        Dossier dossier = view.request().dossier();
        Content content = dossier.content();
        Catalog.Role role = role(content, resource);
        return new RequestRow(
                content.id().value(),
                view.state(),
                view.revision(),
                "sha256:" + dossier.digest(),
                content.submittedAt(),
                people.shown(content.person()),
                new ResourceNamed(
                        content.access().resource(),
                        resource == null ? null : resource.type(),
                        resource == null ? null : resource.environment()),
                content.access().role(),
                role == null ? null : role.allows(),
                content.duration(),
                content.reason(),
                content.ticket());
    }

    private static Catalog.@Nullable Role role(Content content, Catalog.@Nullable Resource resource) {
        return resource == null ? null : resource.role(content.access().role());
    }

    private static VoteShown vote(Vote vote, People people) {
        return new VoteShown(
                people.named(vote.person().value()),
                vote.yes(),
                vote.stage(),
                vote.comment(),
                vote.session().at(),
                vote.outcome());
    }

    private static ReviewShown review(Review review, People people) {
        String state = switch (review) {
            case Review.Open _ -> "OPEN";
            case Review.Overdue _ -> "OVERDUE";
            case Review.Done _ -> "DONE";
        };
        List<VerdictShown> verdicts = review.verdicts().stream()
                .map(verdict -> new VerdictShown(
                        people.named(verdict.reviewer().value()), verdict.justified(), verdict.comment(), verdict.at()))
                .toList();
        Review.Terms terms = review.terms();
        return new ReviewShown(
                state, terms.dueAt(), terms.from(), people.named(terms.people()), terms.need(), verdicts);
    }

    private static @Nullable String id(@Nullable RequestId id) {
        return id == null ? null : id.value();
    }
}
