package hourglass.policy.api;

import hourglass.policy.Document;
import hourglass.policy.Finding;
import hourglass.policy.loading.BuiltCommit;
import hourglass.policy.loading.LoadingLoop;
import hourglass.policy.loading.OtherCommits;
import hourglass.policy.loading.PolicyEvent;
import hourglass.policy.loading.PolicyHistory;
import hourglass.policy.loading.PolicySets;
import hourglass.policy.loading.SetInUse;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Which policy sets there are and were, and what stands in them.
@RestController
class PolicySetsController {
    private static final String CURRENT = "current";
    private static final int MOST = 200;
    private static final Set<String> DIRECTORY_READERS = Set.of("policy-author", "operator", "auditor");

    private final PolicySets sets;
    private final OtherCommits others;
    private final LoadingLoop loading;
    private final Cursors cursors;

    PolicySetsController(PolicySets sets, OtherCommits others, LoadingLoop loading, Cursors cursors) {
        this.sets = sets;
        this.others = others;
        this.loading = loading;
        this.cursors = cursors;
    }

    /// Newest first. A cursor names the place of the last one shown in the history, which only grows; an instance that
    /// hasn't read as far goes on from what it has.
    @GetMapping("/v1/policy-sets")
    PageView list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(ProblemType.MALFORMED, "limit is 1 to " + MOST + ".");
        }
        String address = "/v1/policy-sets?limit=" + limit;
        String shown = cursors.last(address, cursor);
        List<PolicyEvent> events = sets.history().events();
        int end = shown == null ? events.size() : Math.min(Integer.parseInt(shown), events.size());
        int begin = Math.max(0, end - limit);
        String next = begin == 0 ? null : address + "&cursor=" + cursors.after(address, Integer.toString(begin));
        return new PageView(
                events.subList(begin, end).reversed().stream()
                        .map(PolicySetView::of)
                        .toList(),
                next);
    }

    /// @param next ready to GET; null at the end
    record PageView(List<PolicySetView> items, @Nullable String next) {}

    @GetMapping("/v1/policy-sets/{commit}")
    WholeSetView one(@PathVariable String commit) {
        PolicyEvent event = published(commit);
        Optional<BuiltCommit> built = others.find(event.commit());
        return new WholeSetView(
                PolicySetView.of(event),
                built.map(set -> set.set().documents()).orElse(List.of()).stream()
                        .map(DocumentView::withoutSource)
                        .toList(),
                built.map(set -> set.set().warnings()).orElse(List.of()));
    }

    /// @param documents none when the commit was rejected
    /// @param warnings what lint says about it
    record WholeSetView(PolicySetView set, List<DocumentView> documents, List<Finding> warnings) {}

    @GetMapping("/v1/policy-sets/{commit}/documents/{id}")
    DocumentView document(@PathVariable String commit, @PathVariable String id, SignedIn me) {
        BuiltCommit built = others.find(published(commit).commit()).orElseThrow(() -> Problems.noSuchCommit(commit));
        Document document = built.set().documents().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "The set has no document '" + id + "'. The set's own address lists them."));
        if (document.kind().equals("Directory") && Collections.disjoint(me.roles(), DIRECTORY_READERS)) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED, "The directory of people is for policy authors, operators and auditors.");
        }
        return DocumentView.whole(document);
    }

    /// A hint to look at the repository now. What comes of it shows in the list.
    @PostMapping("/v1/policy-sets:refresh")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void refresh() {
        loading.hint();
    }

    private PolicyEvent published(String commit) {
        if (commit.equals(CURRENT)) {
            return sets.current().map(SetInUse::accepted).orElseThrow(Problems::cannotDecide);
        }
        PolicyHistory history = sets.history();
        return history.accepted(commit)
                .<PolicyEvent>map(set -> set)
                .or(() -> history.rejected(commit))
                .orElseThrow(() -> Problems.noSuchCommit(commit));
    }
}
