package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Fixtures.stage;
import static hourglass.request.Fixtures.teamLead;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.AccessRequest.InReview;
import hourglass.request.Decision.Stage;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import hourglass.request.Refusal.Rule;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who may vote, where, and how often.
class VotingTest {
    private static final Around NOW = Around.at(NINE);
    private static final Stage SECURITY =
            stage("contractors-need-security/security", List.of("group:security-duty"), "grace");

    private static AccessRequest inReview(Stage... stages) {
        AccessRequest submitted = RequestDecider.submit(content(newId()), DIGEST, session("a1"), NOW)
                .next();
        return moved(
                        submitted,
                        new Command.TakeAnswer(Answer.to(1).asking(stages).review()))
                .next();
    }

    private static Command yes(Caller voter) {
        return vote(voter, true, null, DIGEST, null);
    }

    private static Command vote(
            Caller voter, boolean yes, @Nullable String stage, String digest, @Nullable String comment) {
        return new Command.CastVote(voter, UUID.randomUUID(), yes, stage, digest, comment);
    }

    private static Step moved(AccessRequest request, Command command) {
        Result result = RequestDecider.decide(request, command, NOW);
        assertThat(result).isInstanceOf(Result.Moved.class);
        return ((Result.Moved) result).step();
    }

    private static Rule refused(AccessRequest request, Command command) {
        Result result = RequestDecider.decide(request, command, NOW);
        assertThat(result).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) result).refusal().rule();
    }

    @Test
    void putsAVoteBeforePolicyTogetherWithAllTheOthers() {
        Step step = moved(inReview(teamLead()), yes(caller("bob")));

        assertThat(step.next()).isInstanceOf(InReview.class);
        assertThat(step.events()).singleElement().isInstanceOfSatisfying(Event.ApprovalRecorded.class, event -> {
            assertThat(event.vote().stage()).isEqualTo("payments-debug/team-lead");
            assertThat(event.ask().number()).isEqualTo(2);
            assertThat(event.ask().votes()).containsExactly(event.vote());
            assertThat(event.ask().windows()).containsExactly(new Ask.StageWindow("payments-debug/team-lead", NINE));
        });
    }

    @Test
    void refusesAnApprovalByTheRequesterWhateverTheStageSays() {
        Stage open = stage("any/one", List.of("group:engineers"), "alice", "bob");

        assertThat(refused(inReview(open), yes(caller("alice", "engineers")))).isEqualTo(Rule.OWN_REQUEST);
    }

    @Test
    void findsNothingForAStranger() {
        assertThat(refused(inReview(teamLead()), yes(caller("ivan")))).isEqualTo(Rule.NOT_FOUND);
    }

    @Test
    void refusesAVoteOfSomebodyWhoMaySeeButIsNotAsked() {
        assertThat(refused(inReview(teamLead()), yes(caller("erin", "payments-leads"))))
                .isEqualTo(Rule.NOT_AN_APPROVER);
    }

    @Test
    void asksAGroupByItsExactName() {
        AccessRequest request = inReview(teamLead(), SECURITY);

        assertThat(moved(request, yes(caller("omar", "security-duty"))).next()).isInstanceOf(InReview.class);
        assertThat(refused(request, yes(caller("omar", "Security-Duty")))).isEqualTo(Rule.NOT_FOUND);
        assertThat(refused(request, yes(caller("omar", "security")))).isEqualTo(Rule.NOT_FOUND);
    }

    @Test
    void bindsAVoteToTheContentItsVoterSaw() {
        assertThat(refused(inReview(teamLead()), vote(caller("bob"), true, null, "e".repeat(64), null)))
                .isEqualTo(Rule.REQUEST_DIFFERS);
    }

    @Test
    void wantsAReasonForANo() {
        assertThat(refused(inReview(teamLead()), vote(caller("bob"), false, null, DIGEST, " ")))
                .isEqualTo(Rule.INVALID);
        assertThat(moved(inReview(teamLead()), vote(caller("bob"), false, null, DIGEST, "not now"))
                        .next())
                .isInstanceOf(InReview.class);
    }

    @Test
    void wantsTheStageNamedWhenMoreThanOneAsks() {
        Stage both = stage("other/second", List.of(), "bob");
        AccessRequest request = inReview(teamLead(), both);

        assertThat(refused(request, yes(caller("bob")))).isEqualTo(Rule.INVALID);
        Step step = moved(request, vote(caller("bob"), true, "second", DIGEST, null));
        assertThat(step.next().dossier().votes())
                .singleElement()
                .satisfies(vote -> assertThat(vote.stage()).isEqualTo("other/second"));
    }

    @Test
    void takesAVoteOnlyInAnOpenStageThatAsksTheVoter() {
        AccessRequest request = inReview(teamLead(), SECURITY);

        assertThat(refused(request, vote(caller("bob"), true, "security", DIGEST, null)))
                .isEqualTo(Rule.NOT_AN_APPROVER);
        assertThat(refused(request, vote(caller("bob"), true, "owner", DIGEST, null)))
                .isEqualTo(Rule.WRONG_STATE);
    }

    @Test
    void countsOnePersonOnce() {
        AccessRequest voted =
                moved(inReview(teamLead(), SECURITY), yes(caller("bob"))).next();

        assertThat(RequestDecider.decide(voted, yes(caller("bob")), NOW)).isInstanceOf(Result.Unchanged.class);
        assertThat(refused(voted, vote(caller("bob"), false, null, DIGEST, "changed my mind")))
                .isEqualTo(Rule.ALREADY_DECIDED);
    }

    @Test
    void letsAPersonVoteAgainOnceADecisionSaysThatTheirVoteDidNotCount() {
        AccessRequest voted = moved(inReview(teamLead()), yes(caller("bob"))).next();
        UUID first = voted.dossier().votes().getFirst().id();
        Decision notCounted = Answer.to(2)
                .asking(teamLead())
                .judging(first, Vote.Outcome.NOT_ELIGIBLE)
                .review();
        AccessRequest judged = moved(voted, new Command.TakeAnswer(notCounted)).next();

        AccessRequest again = moved(judged, yes(caller("bob"))).next();

        assertThat(again.dossier().votes()).hasSize(2);
        Decision counted = Answer.to(2)
                .asking(SECURITY)
                .judging(first, Vote.Outcome.COUNTED)
                .review();
        AccessRequest settled = moved(voted, new Command.TakeAnswer(counted)).next();
        assertThat(RequestDecider.decide(settled, yes(caller("bob")), NOW)).isInstanceOf(Result.Unchanged.class);
    }

    @Test
    void doesNotTakeAThirdVoteWhenTheFirstCountsAfterAll() {
        AccessRequest first = moved(inReview(teamLead()), yes(caller("bob"))).next();
        UUID one = first.dossier().votes().getFirst().id();
        Decision neither = Answer.to(2)
                .asking(teamLead())
                .judging(one, Vote.Outcome.NOT_ELIGIBLE)
                .review();
        AccessRequest second = moved(
                        moved(first, new Command.TakeAnswer(neither)).next(), yes(caller("bob")))
                .next();
        UUID two = second.dossier().votes().getLast().id();
        Decision firstCounts = Answer.to(3)
                .asking(teamLead())
                .judging(one, Vote.Outcome.COUNTED)
                .judging(two, Vote.Outcome.ALREADY_VOTED)
                .review();
        AccessRequest judged =
                moved(second, new Command.TakeAnswer(firstCounts)).next();

        assertThat(RequestDecider.decide(judged, yes(caller("bob")), NOW)).isInstanceOf(Result.Unchanged.class);
        assertThat(refused(judged, vote(caller("bob"), false, null, DIGEST, "no")))
                .isEqualTo(Rule.ALREADY_DECIDED);
    }

    @Test
    void keepsTheFirstInstantOfEveryWindowThatWasEverOpened() {
        AccessRequest voted = moved(inReview(teamLead()), yes(caller("bob"))).next();
        AccessRequest second = moved(
                        voted,
                        new Command.TakeAnswer(Answer.to(2).asking(SECURITY).review()))
                .next();

        assertThat(second.dossier().windows())
                .extracting(Ask.StageWindow::stage)
                .containsExactly("payments-debug/team-lead", "contractors-need-security/security");
    }

    @Test
    void saysWhoDecidedOnceItIsDecided() {
        AccessRequest voted = moved(inReview(teamLead(), SECURITY), vote(caller("bob"), false, null, DIGEST, "no"))
                .next();
        AccessRequest denied = moved(voted, new Command.TakeAnswer(Answer.to(2).deny("REFUSED")))
                .next();

        Result late = RequestDecider.decide(denied, yes(caller("grace")), NOW);

        assertThat(late).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.refusal().rule()).isEqualTo(Rule.ALREADY_DECIDED);
            assertThat(refused.refusal().detail())
                    .isEqualTo("This request is already DENIED: {bob} refused it at 2026-11-24T09:00:00Z.");
        });
    }

    @Test
    void saysThatPolicyDecidedWhereNoVoteDid() {
        AccessRequest voted =
                moved(inReview(teamLead(), SECURITY), yes(caller("bob"))).next();
        AccessRequest denied = moved(voted, new Command.TakeAnswer(Answer.to(2).deny("FORBIDDEN")))
                .next();

        assertThat(RequestDecider.decide(denied, yes(caller("grace")), NOW))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal().detail())
                                .isEqualTo("This request is already DENIED: policy denied it at "
                                        + "2026-11-24T09:00:00Z."));
    }

    @Test
    void saysWhomToAskByPersonAndGroup() {
        Stage both = stage("a/one", List.of("lead-of:requester.team", "group:payments-leads"), "bob", "carol");

        assertThat(RequestDecider.decide(inReview(both), yes(caller("alice")), NOW))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal().detail())
                                .isEqualTo("You made this request. Ask {bob}, {carol} or anyone in group"
                                        + " payments-leads."));
    }

    @Test
    void tellsOnceThatAVoteIsNotCounted() {
        AccessRequest voted = moved(inReview(teamLead()), yes(caller("bob"))).next();
        Vote vote = voted.dossier().votes().getFirst();
        Answer notCounted = Answer.to(2).asking(teamLead()).judging(vote.id(), Vote.Outcome.NOT_ELIGIBLE);
        Step judged = moved(voted, new Command.TakeAnswer(notCounted.review()));
        AccessRequest again = moved(judged.next(), yes(caller("bob"))).next();
        Answer stillNot = Answer.to(3).asking(teamLead()).judging(vote.id(), Vote.Outcome.NOT_ELIGIBLE);
        Step judgedAgain = moved(again, new Command.TakeAnswer(stillNot.review()));

        assertThat(Timeline.text(judged.events().getFirst(), Actor.SELF))
                .isEqualTo("Policy wants 1 more vote by payments-staging/member;"
                        + " {bob}'s vote is not counted: not eligible");
        assertThat(Timeline.text(judgedAgain.events().getFirst(), Actor.SELF)).doesNotContain("not counted");
    }
}
