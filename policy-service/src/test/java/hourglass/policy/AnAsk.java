package hourglass.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An ask in a test, on a Tuesday at ten in Berlin unless said otherwise, with a second factor five minutes old.
public final class AnAsk {
    /// Tuesday, 24 November 2026, 10:00 in Berlin.
    public static final Instant TEN = Instant.parse("2026-11-24T09:00:00Z");

    /// What the set is called in these tests.
    public static final PolicyRef POLICY = new PolicyRef(7, "9f2c1e7", "1111111", "2222222");

    private static final String DIGEST = "d".repeat(64);

    private final String person;
    private final String resource;
    private final String role;
    private final List<Vote> votes = new ArrayList<>();
    private final Map<String, Instant> windows = new LinkedHashMap<>();
    private Duration duration = Duration.ofHours(1);
    private Instant now = TEN;
    private Instant signedIn = TEN.minusSeconds(300);
    private Instant submitted = TEN;
    private @Nullable Instant startsAt;
    private String reason = "Payment 4711 is stuck since nine";
    private @Nullable String ticket = "INC-42";
    private boolean breakGlass;
    private Phase phase = Phase.OPEN;
    private AskCause cause = AskCause.SUBMITTED;
    private @Nullable Basis basis;
    private Standing standing = new Standing(List.of(), null, 0, false);
    private List<String> methods = List.of("pwd", "mfa");

    private AnAsk(String person, String resource, String role) {
        this.person = person;
        this.resource = resource;
        this.role = role;
    }

    public static AnAsk of(String person, String resource, String role) {
        return new AnAsk(person, resource, role);
    }

    public AnAsk lasting(String iso) {
        duration = Duration.parse(iso);
        return this;
    }

    public AnAsk at(Instant moment) {
        now = moment;
        return this;
    }

    public AnAsk at(String moment) {
        return at(Instant.parse(moment));
    }

    public AnAsk submittedAt(Instant moment) {
        submitted = moment;
        return this;
    }

    public AnAsk startingAt(Instant moment) {
        startsAt = moment;
        return this;
    }

    public AnAsk signedInAt(Instant moment) {
        signedIn = moment;
        return this;
    }

    public AnAsk byMethods(String... amr) {
        methods = List.of(amr);
        return this;
    }

    public AnAsk because(String text) {
        reason = text;
        return this;
    }

    public AnAsk ticket(@Nullable String text) {
        ticket = text;
        return this;
    }

    public AnAsk breakingGlass() {
        breakGlass = true;
        return this;
    }

    public AnAsk in(Phase asked, AskCause why) {
        phase = asked;
        cause = why;
        return this;
    }

    /// Live access, given by that decision, judged again because a newer set was accepted.
    public AnAsk givenBy(Decision decision) {
        basis = new Basis(Objects.requireNonNull(decision.way()), decision.watch());
        return in(Phase.ACTIVE, AskCause.POLICY);
    }

    public AnAsk standing(Standing known) {
        standing = known;
        return this;
    }

    /// Keeps the windows that `decision` opened, as request-service does.
    public AnAsk after(Decision decision) {
        decision.stages().forEach(stage -> windows.putIfAbsent(stage.stage(), stage.openedAt()));
        return this;
    }

    public AnAsk yes(String voter, String stage) {
        return vote(voter, stage, true, "looks good to me", DIGEST);
    }

    public AnAsk no(String voter, String stage) {
        return vote(voter, stage, false, "not today, please", DIGEST);
    }

    public AnAsk yesTo(String digest, String voter, String stage) {
        return vote(voter, stage, true, "looks good to me", digest);
    }

    private AnAsk vote(String voter, String stage, boolean yes, String comment, String digest) {
        Session session = new Session("local", voter, now, null, List.of("mfa"), Channel.PAGE, now);
        votes.add(new Vote(new UUID(7, votes.size()), voter, yes, stage, comment, digest, session));
        return this;
    }

    public Ask ask() {
        Content content = new Content(
                "0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04",
                person,
                resource,
                role,
                Math.toIntExact(duration.toSeconds()),
                startsAt,
                reason,
                ticket,
                breakGlass,
                null,
                null,
                null,
                submitted);
        Session session = new Session("local", person, signedIn, null, methods, Channel.API, submitted);
        List<Window> opened = windows.entrySet().stream()
                .map(window -> new Window(window.getKey(), window.getValue()))
                .toList();
        return new Ask(1, cause, now, phase, 7, content, DIGEST, session, votes, opened, standing, basis);
    }

    public Decision decidedBy(PolicySet set) {
        return set.decide(ask(), POLICY);
    }
}
