package hourglass.audit.consumes;

import static hourglass.audit.consumes.Translation.clean;

import hourglass.audit.Change;
import hourglass.events.AccessDecided;
import hourglass.events.AccessRequested;
import hourglass.events.ApprovalRecorded;
import hourglass.events.Content;
import hourglass.events.Grant;
import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEndReason;
import hourglass.events.GrantFailed;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.PersonPublished;
import hourglass.events.Vote;
import hourglass.events.VoteOutcome;
import hourglass.events.VoteResult;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What each record means for the answers.
final class Changes {
    private Changes() {}

    static Change of(SpecificRecord record) {
        return switch (record) {
            case AccessRequested asked -> asked(asked.getAsk().getContent());
            case ApprovalRecorded voted -> voted(voted.getVote());
            case AccessDecided decided -> decided(decided);
            case GrantStarted started ->
                accessed(started.getGrant(), started.getMeta().getOccurredAt(), null, null, null, null);
            case GrantActivated active ->
                accessed(
                        active.getGrant(),
                        active.getStartedAt(),
                        active.getActivatedAt(),
                        active.getExpiresAt(),
                        null,
                        null);
            case GrantRevoked revoked ->
                accessed(
                        revoked.getGrant(),
                        revoked.getStartedAt(),
                        revoked.getActivatedAt(),
                        revoked.getExpiresAt(),
                        revoked.getVerifiedAt(),
                        revoked.getReason());
            case GrantFailed failed -> failed(failed);
            case GrantClosed closed -> closed(closed);
            case PersonPublished person -> person(person);
            default -> new Change.None();
        };
    }

    private static Change asked(Content content) {
        return new Change.Asked(clean(content.getPerson()), clean(content.getResource()), clean(content.getRole()));
    }

    private static Change voted(Vote vote) {
        return new Change.Voted(vote.getVoteId(), clean(vote.getPerson()), vote.getYes(), clean(vote.getStage()));
    }

    private static Change decided(AccessDecided decided) {
        return new Change.Decided(
                decided.getMeta().getSequence(),
                decided.getOutcome().name(),
                clean(decided.getPolicy().getCommit()),
                decided.getVotes().stream()
                        .filter(vote -> vote.getOutcome() == VoteOutcome.COUNTED)
                        .map(VoteResult::getVoteId)
                        .toList());
    }

    /// Never active: access may have been there from its start to the moment the target was read back clean.
    private static Change failed(GrantFailed failed) {
        Optional<Instant> startedAt = failed.getStartedAt();
        if (failed.getGrant().isEmpty() || startedAt.isEmpty()) {
            return new Change.None();
        }
        return accessed(
                failed.getGrant().get(),
                startedAt.get(),
                null,
                null,
                failed.getVerifiedAt().orElse(null),
                failed.getReason());
    }

    /// Operators gave up: the removal was not verified, so the access may be there until a later record says otherwise.
    private static Change closed(GrantClosed closed) {
        boolean clean = closed.getLeftover().isEmpty();
        return accessed(
                closed.getGrant(),
                null,
                null,
                null,
                clean ? closed.getMeta().getOccurredAt() : null,
                GrantEndReason.OPERATOR);
    }

    private static Change person(PersonPublished person) {
        return new Change.Known(
                clean(person.getMeta().getAggregate()),
                person.getSerial(),
                person.getRemoved(),
                person.getIdentities().stream()
                        .map(identity -> new Change.Identity(clean(identity.getIdp()), clean(identity.getSubject())))
                        .toList());
    }

    private static Change accessed(
            Grant grant,
            @Nullable Instant possibleFrom,
            @Nullable Instant since,
            @Nullable Instant expiresAt,
            @Nullable Instant until,
            @Nullable GrantEndReason reason) {
        Change.Grant fixed = new Change.Grant(
                clean(grant.getPerson()),
                clean(grant.getResource()),
                clean(grant.getRole()),
                clean(grant.getBinding().getTarget()),
                clean(grant.getBinding().getAccount()),
                grant.getDecisionId(),
                clean(grant.getPolicy().getCommit()),
                grant.getBreakGlass());
        return new Change.Accessed(
                fixed,
                within(possibleFrom),
                within(since),
                within(expiresAt),
                within(until),
                reason == null ? null : endedBy(reason));
    }

    private static @Nullable Instant within(@Nullable Instant at) {
        return at == null ? null : Times.within(at);
    }

    private static String endedBy(GrantEndReason reason) {
        return switch (reason) {
            case EXPIRED -> "expiry";
            case REQUESTER, OWNER -> "person";
            case OPERATOR -> "operator";
            case POLICY, PERSON, RESOURCE, LOCKED -> "policy";
            case TOO_LATE, REFUSED, BAD_ALLOWANCE, UNKNOWN_TARGET, OBLIGATION, UNKNOWN -> "failure";
        };
    }
}
