package hourglass.request;

import hourglass.request.AccessRequest.Cancelled;
import hourglass.request.AccessRequest.Denied;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.AccessRequest.Lapsed;
import hourglass.request.AccessRequest.Open;
import hourglass.request.Decision.Stage;
import hourglass.request.Refusal.Rule;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may vote, where and when. One person, one vote; again only when a decision says that theirs did not count.
///
/// Policy has the last word: it judges every vote anew in each decision.
final class Voting {
    /// Characters a comment may have.
    static final int LONGEST_COMMENT = 1_000;

    private Voting() {}

    static Result vote(AccessRequest request, Command.CastVote cast, Surroundings around) {
        Caller voter = cast.caller();
        if (!Visibility.sees(voter, request, around.owner())) {
            return Visibility.notFound(request);
        }
        if (repeats(standing(request, voter), cast)) {
            return Result.unchanged();
        }
        Refusal refusal = refusal(request, voter);
        if (refusal == null) {
            refusal = formRefusal(request, cast);
        }
        if (refusal != null) {
            return new Result.Refused(refusal);
        }
        InReview review = (InReview) request;
        List<Stage> stages = review.decision().stages().stream()
                .filter(stage -> stage.asks(voter))
                .filter(stage -> cast.stage() == null || stage.isCalled(cast.stage()))
                .toList();
        return switch (stages.size()) {
            case 1 -> Result.moved(review.vote(vote(cast, stages.getFirst(), around), around));
            case 0 -> stageNotYours(review, cast);
            default ->
                new Result.Refused(new Refusal(
                        Rule.INVALID,
                        "You are asked in more than one stage: name one of " + names(stages) + ".",
                        "/stage"));
        };
    }

    /// Null when `voter` could vote now, in some open stage.
    static @Nullable Refusal refusal(AccessRequest request, Caller voter) {
        if (voter.person().equals(request.dossier().requester())) {
            return Refusal.of(Rule.OWN_REQUEST, "You made this request." + whoElse(request));
        }
        if (!(request instanceof InReview review)) {
            return notInReview(request);
        }
        Vote earlier = standing(request, voter);
        if (earlier != null) {
            return Refusal.of(
                    Rule.ALREADY_DECIDED,
                    "You have already " + word(earlier.yes()) + " this at "
                            + earlier.session().at() + ".");
        }
        return review.decision().stages().stream().anyMatch(stage -> stage.asks(voter))
                ? null
                : Refusal.of(Rule.NOT_AN_APPROVER, "No open stage of this request asks you." + whoElse(request));
    }

    private static @Nullable Refusal formRefusal(AccessRequest request, Command.CastVote cast) {
        if (!cast.digest().equals(request.dossier().digest())) {
            return Refusal.of(
                    Rule.REQUEST_DIFFERS, "This is not the request you saw: read it again, then vote on its digest.");
        }
        String comment = cast.comment();
        if (!cast.yes() && (comment == null || comment.isBlank())) {
            return new Refusal(Rule.INVALID, "Say why you refuse.", "/comment");
        }
        return comment != null && comment.length() > LONGEST_COMMENT
                ? new Refusal(Rule.INVALID, "A comment has at most 1,000 characters.", "/comment")
                : null;
    }

    private static Refusal notInReview(AccessRequest request) {
        if (request instanceof Open) {
            return Refusal.of(Rule.WRONG_STATE, "This request is not waiting for votes at the moment.");
        }
        return Refusal.of(
                Rule.ALREADY_DECIDED,
                "This request is already " + RequestState.of(request) + ": " + how(request) + ".");
    }

    /// By whom, and when.
    private static String how(AccessRequest request) {
        return switch (request) {
            case Denied denied ->
                by(denied, false, "policy denied it at " + denied.decision().askedAt());
            case Lapsed lapsed ->
                "nobody answered in time, until " + lapsed.decision().askedAt();
            case Cancelled cancelled -> "it was called off at " + cancelled.at();
            case Granted granted -> allowed(granted, granted.decision());
            case Ending ending -> allowed(ending, ending.decision());
            case Ended ended -> allowed(ended, ended.decision());
            case Failed failed -> allowed(failed, failed.decision());
            case Open _ -> throw new IllegalStateException("An open request is not decided.");
        };
    }

    private static String allowed(AccessRequest request, Decision decision) {
        return by(request, true, "policy allowed it at " + decision.askedAt());
    }

    /// The last such vote that counts or counted.
    private static String by(AccessRequest request, boolean yes, String otherwise) {
        return request.dossier().votes().reversed().stream()
                .filter(vote -> vote.yes() == yes && !vote.didNotCount())
                .findFirst()
                .map(vote -> "{" + vote.person() + "} " + word(yes) + " it at "
                        + vote.session().at())
                .orElse(otherwise);
    }

    private static Result stageNotYours(InReview review, Command.CastVote cast) {
        boolean open = review.decision().stages().stream()
                .anyMatch(stage -> cast.stage() == null || stage.isCalled(cast.stage()));
        return open
                ? Result.refused(Rule.NOT_AN_APPROVER, "Stage " + cast.stage() + " doesn't ask you." + whoElse(review))
                : Result.refused(
                        Rule.WRONG_STATE,
                        "Stage " + cast.stage() + " is not open; open are "
                                + names(review.decision().stages()) + ".");
    }

    private static Vote vote(Command.CastVote cast, Stage stage, Surroundings around) {
        return new Vote(
                cast.voteId(),
                cast.caller().person(),
                cast.yes(),
                stage.stage(),
                cast.comment(),
                cast.digest(),
                cast.caller().session().usedAt(around.now()),
                null);
    }

    /// The voter's vote that counts, or that no decision has looked at yet; null when they may vote.
    private static @Nullable Vote standing(AccessRequest request, Caller voter) {
        return request.dossier().votes().stream()
                .filter(vote -> vote.person().equals(voter.person()) && !vote.didNotCount())
                .findFirst()
                .orElse(null);
    }

    private static boolean repeats(@Nullable Vote earlier, Command.CastVote cast) {
        return earlier != null
                && earlier.yes() == cast.yes()
                && earlier.digest().equals(cast.digest())
                && (cast.stage() == null
                        || earlier.stage().equals(cast.stage())
                        || earlier.stage().endsWith("/" + cast.stage()));
    }

    private static String whoElse(AccessRequest request) {
        if (!(request instanceof InReview review)) {
            return "";
        }
        List<Stage> stages = review.decision().stages();
        String whom = Whom.of(
                stages.stream().flatMap(stage -> stage.asked().stream()).toList(),
                stages.stream().flatMap(stage -> stage.from().stream()).toList());
        return whom.isEmpty() ? "" : " Ask " + whom + ".";
    }

    private static String names(List<Stage> stages) {
        return stages.stream().map(Stage::stage).collect(Collectors.joining(", "));
    }

    private static String word(boolean yes) {
        return yes ? "approved" : "refused";
    }
}
