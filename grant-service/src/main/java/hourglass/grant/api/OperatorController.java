package hourglass.grant.api;

import hourglass.grant.GrantView;
import hourglass.grant.GrantViews;
import hourglass.grant.Lanes;
import hourglass.grant.OperatorActs;
import hourglass.grant.OperatorActs.Outcome;
import hourglass.grant.People;
import hourglass.grant.RequestId;
import hourglass.web.ProblemException;
import hourglass.web.ProblemException.FieldError;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// What operators do to grants: they work while every other service is down.
@RestController
class OperatorController {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorController.class);
    private static final int LONGEST = 1_000;

    private final OperatorActs acts;
    private final GrantViews views;
    private final People people;
    private final Lanes lanes;

    OperatorController(OperatorActs acts, GrantViews views, People people, Lanes lanes) {
        this.acts = acts;
        this.views = views;
        this.people = people;
        this.lanes = lanes;
    }

    /// Why an operator ends a grant.
    ///
    /// @param comment 1 to 1,000 characters
    record EndBody(@Nullable String comment) {}

    /// Why an operator gives up on a target.
    ///
    /// @param evidence what they have seen there, 1 to 1,000 characters
    record CloseBody(@Nullable String evidence) {}

    @PostMapping("/v1/grants/{id}:end")
    ResponseEntity<GrantBody> end(
            @PathVariable String id,
            @RequestBody EndBody body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            SignedIn me) {
        Caller caller = Caller.of(me, people);
        RequestId request = request(id);
        String comment = text(body.comment(), "comment", "Say why it has to end.");
        Outcome outcome = acts.end(request, caller.actor(), comment, Revisions.wanted(ifMatch));
        return answer("end", request, outcome, caller, HttpStatus.OK);
    }

    @PostMapping("/v1/grants/{id}:retry")
    ResponseEntity<GrantBody> retry(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            SignedIn me) {
        Caller caller = Caller.of(me, people);
        RequestId request = request(id);
        Outcome outcome = acts.retry(request, caller.actor(), Revisions.wanted(ifMatch));
        return answer("retry", request, outcome, caller, HttpStatus.ACCEPTED);
    }

    @PostMapping("/v1/grants/{id}:close")
    ResponseEntity<GrantBody> close(
            @PathVariable String id,
            @RequestBody CloseBody body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            SignedIn me) {
        Caller caller = Caller.of(me, people);
        if (caller.person() == null) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, GrantBody.CLOSE_NEEDS_PERSON);
        }
        RequestId request = request(id);
        String evidence = text(body.evidence(), "evidence", "Say what you have seen on the target.");
        Long revision = Revisions.wanted(ifMatch);
        if (revision == null) {
            throw new ProblemException(
                    ProblemType.IF_MATCH_NEEDED,
                    "Closing is only taken for a revision that you have seen: send its ETag.");
        }
        Outcome outcome = acts.close(request, caller.actor(), evidence, revision);
        return answer("close", request, outcome, caller, HttpStatus.OK);
    }

    private ResponseEntity<GrantBody> answer(
            String act, RequestId request, Outcome outcome, Caller caller, HttpStatus done) {
        log(act, request, outcome, caller);
        HttpStatus status = switch (outcome) {
            case DONE -> done;
            case ONE_OF_TWO -> HttpStatus.ACCEPTED;
            case UNKNOWN -> throw unknown(request.text());
            case WRONG_STATE ->
                throw new ProblemException(
                        ProblemType.WRONG_STATE,
                        "The grant is " + views.find(request).orElseThrow().state()
                                + ", and this is not for that state.");
            case CHANGED_MEANWHILE ->
                throw new ProblemException(
                        ProblemType.CHANGED_MEANWHILE, "The grant has changed since you looked: read it again.");
        };
        GrantView grant = views.find(request).orElseThrow();
        if (grant.target() != null) {
            lanes.wake(grant.target());
        }
        return ResponseEntity.status(status)
                .eTag(Revisions.tag(grant.revision()))
                .body(GrantBody.of(grant, caller));
    }

    /// Who did what. A retry and the first word of a closing change nothing that an event tells of, so this line is the
    /// only trace of them beside what the grant shows.
    private static void log(String act, RequestId request, Outcome outcome, Caller caller) {
        String operator = caller.actor().id();
        LOG.atInfo()
                .addKeyValue("act", act)
                .addKeyValue("operator", operator)
                .addKeyValue("request", request.text())
                .addKeyValue("outcome", outcome)
                .log("Operator {} called {} on grant {}: {}", operator, act, request, outcome);
    }

    private static RequestId request(String id) {
        return GrantsController.parsed(id).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(
                ProblemType.NOT_FOUND, "There is no grant " + id.substring(0, Math.min(id.length(), 40)) + ".");
    }

    private static String text(@Nullable String given, String field, String whatToDo) {
        if (given == null || given.isBlank()) {
            throw ProblemException.invalid(List.of(new FieldError("/" + field, whatToDo)));
        }
        if (given.length() > LONGEST) {
            throw ProblemException.invalid(List.of(new FieldError("/" + field, "Use at most 1,000 characters.")));
        }
        return given;
    }
}
