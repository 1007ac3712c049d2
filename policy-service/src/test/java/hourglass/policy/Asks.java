package hourglass.policy;

import hourglass.events.AccessRequested;
import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.ApprovalRecorded;
import hourglass.events.Ask;
import hourglass.events.AskCause;
import hourglass.events.Channel;
import hourglass.events.Content;
import hourglass.events.ContentDigest;
import hourglass.events.EvaluationAsked;
import hourglass.events.Meta;
import hourglass.events.Phase;
import hourglass.events.Session;
import hourglass.events.StageWindow;
import hourglass.events.Standing;
import hourglass.events.Vote;
import hourglass.messaging.Uuids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Asks as request-service writes them.
public record Asks(
        Content content, Instant askedAt, long policyAtLeast, int number, List<Vote> votes, List<StageWindow> windows) {

    /// A first ask: half an hour on a staging database, which its project's members get at once.
    public static Asks of(String person, String resource, String role, Instant at) {
        Instant askedAt = at.truncatedTo(ChronoUnit.MICROS);
        return new Asks(
                Content.newBuilder()
                        .setRequestId(Uuids.v7(at).toString())
                        .setPerson(person)
                        .setResource(resource)
                        .setRole(role)
                        .setDurationSeconds(1800)
                        .setReason("payment 4711 is stuck since nine")
                        .setTicket("INC-42")
                        .setBreakGlass(false)
                        .setSubmittedAt(askedAt)
                        .build(),
                askedAt,
                0,
                1,
                List.of(),
                List.of());
    }

    public Asks atLeast(long serial) {
        return new Asks(content, askedAt, serial, number, votes, windows);
    }

    public Asks reason(String reason) {
        return new Asks(
                Content.newBuilder(content).setReason(reason).build(), askedAt, policyAtLeast, number, votes, windows);
    }

    /// The next ask, at another time, with stages opened before.
    public Asks next(Instant at, List<StageWindow> opened) {
        return new Asks(content, at.truncatedTo(ChronoUnit.MICROS), policyAtLeast, number + 1, votes, opened);
    }

    /// With a further yes, by a person with that subject at the provider `local`.
    public Asks approvedBy(String person, String subject, String stage) {
        Vote vote = new Vote(
                Uuids.v7(askedAt),
                person,
                true,
                stage,
                "looks right to me",
                ContentDigest.of(content),
                session(subject));
        return new Asks(
                content,
                askedAt,
                policyAtLeast,
                number,
                java.util.stream.Stream.concat(votes.stream(), java.util.stream.Stream.of(vote))
                        .toList(),
                windows);
    }

    public AccessRequested requested() {
        return new AccessRequested(meta(), ask(AskCause.SUBMITTED));
    }

    public EvaluationAsked evaluation(AskCause cause) {
        return new EvaluationAsked(meta(), ask(cause));
    }

    public ApprovalRecorded approval() {
        return new ApprovalRecorded(meta(), votes.getLast(), ask(AskCause.VOTE));
    }

    public Ask ask(AskCause cause) {
        return new Ask(
                number,
                cause,
                askedAt,
                Phase.OPEN,
                policyAtLeast,
                content,
                ContentDigest.of(content),
                session("a1"),
                votes,
                windows,
                new Standing(List.of(), null, 0, false),
                null);
    }

    public Meta meta() {
        UUID id = Uuids.v7(askedAt);
        Actor actor = new Actor(ActorKind.PERSON, content.getPerson(), "local", "a1", Channel.API);
        return new Meta(id, content.getRequestId(), (long) number, askedAt, actor, null);
    }

    private Session session(String subject) {
        return new Session(
                "local", subject, askedAt.minusSeconds(60), null, List.of("pwd", "otp", "mfa"), Channel.API, askedAt);
    }
}
