package hourglass.policy.workbench;

import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Phase;
import hourglass.policy.PolicyRef;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.Vote;
import hourglass.policy.Window;
import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.engine.Overlay;
import hourglass.policy.engine.documents.Fact;
import hourglass.policy.engine.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request's life in a suite: the facts as they are now, and what has been decided so far.
///
/// It does what request-service does: keeps windows and votes, and asks again when the last answer said so.
final class Scene {
    private static final String DIGEST = "0".repeat(64);
    private static final PolicyRef POLICY = new PolicyRef(1, "suite", "suite", "suite");
    private static final int MOST_TIMERS = 1_000;

    private final CompiledPolicySet set;
    private final Coverage coverage;
    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    private final List<Vote> votes = new ArrayList<>();
    private final Map<String, Instant> windows = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;
    private String requester = "";
    private String resource = "";
    private @Nullable Instant sessionAt;
    private int asks;
    private @Nullable Decision decision;

    Scene(CompiledPolicySet set, Coverage coverage) {
        this.set = set;
        this.coverage = coverage;
    }

    /// Puts facts in place: names for people and resources, dotted paths, or a mapping under `request`.
    void give(String path, Node value) throws SuiteException {
        switch (path) {
            case "now" -> now = Values.instant(value);
            case "requester" -> requester = person(value);
            case "resource" -> resource = Values.text(value);
            case "request" -> giveAll("request.", value);
            default -> {
                Fact fact = set.factTypes().fact(path);
                if (fact == null) {
                    throw Values.wrong(value, "There is no fact '" + path + "': correct the path.");
                }
                facts.put(path, Values.fact(fact.cel(), value));
            }
        }
    }

    void giveAll(String prefix, Node values) throws SuiteException {
        if (values instanceof Node.Mapping mapping) {
            for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
                give(prefix + entry.getKey(), entry.getValue().value());
            }
        }
    }

    private String person(Node value) throws SuiteException {
        String id = Values.text(value);
        if (set.people().stream().noneMatch(person -> person.id().equals(id))) {
            throw Values.wrong(value, "There is no '" + id + "' in the directory: add them or correct the name.");
        }
        return id;
    }

    Decision decision(Node at) throws SuiteException {
        if (decision == null) {
            throw Values.wrong(at, "Nothing was asked yet.");
        }
        return decision;
    }

    void submit() {
        Object at = facts.get("request.at");
        sessionAt = at instanceof Instant given ? given : now;
        ask(AskCause.SUBMITTED);
    }

    /// Lets time pass, and asks again whenever the last answer said so.
    void waitFor(Duration span) {
        Instant end = now.plus(span);
        for (int i = 0; i < MOST_TIMERS; i++) {
            Instant again = isFinal() || decision == null ? null : decision.askAgainAt();
            if (again == null || again.isAfter(end)) {
                break;
            }
            now = again;
            ask(AskCause.TIMER);
        }
        now = end;
        ask(AskCause.TIMER);
    }

    void resume() {
        sessionAt = now;
        facts.put("requester.mfaAt", now);
        facts.put("request.at", now);
        ask(AskCause.RESUMED);
    }

    void vote(boolean yes, String person, String stage, @Nullable String comment) {
        byte[] seed = ("vote " + votes.size()).getBytes(StandardCharsets.UTF_8);
        Session session = new Session("suite", person, now, null, List.of("mfa"), Channel.PAGE, now);
        votes.add(new Vote(UUID.nameUUIDFromBytes(seed), person, yes, stage, comment, DIGEST, session));
        ask(AskCause.VOTE);
    }

    void askAgain() {
        ask(AskCause.POLICY);
    }

    private boolean isFinal() {
        return decision != null
                && (decision.outcome() == Outcome.DENY
                        || (decision.outcome() == Outcome.ALLOW && decision.startsAt() == null));
    }

    private void ask(AskCause cause) {
        if (isFinal()) {
            return;
        }
        Map<String, @Nullable Object> overlaid = new LinkedHashMap<>(facts);
        overlaid.remove("requester.mfaAt");
        overlaid.remove("request.at");
        Ask ask = new Ask(
                ++asks,
                cause,
                now,
                Phase.OPEN,
                0,
                content(),
                DIGEST,
                session(),
                votes,
                windows.entrySet().stream()
                        .map(window -> new Window(window.getKey(), window.getValue()))
                        .toList(),
                new Standing(List.of(), null, 0, false),
                null);
        Decision answer = set.decide(ask, POLICY, new Overlay(overlaid, true, coverage::saw));
        coverage.saw(answer);
        answer.stages().forEach(stage -> windows.putIfAbsent(stage.stage(), stage.openedAt()));
        decision = answer;
    }

    private Content content() {
        Object duration = facts.get("request.duration");
        int seconds = duration instanceof Duration span ? Math.toIntExact(span.toSeconds()) : 3600;
        return new Content(
                "suite",
                requester,
                resource,
                text("request.role", ""),
                seconds,
                null,
                text("request.reason", ""),
                facts.get("request.ticket") instanceof String ticket ? ticket : null,
                Boolean.TRUE.equals(facts.get("request.breakGlass")),
                facts.get("request.policy") instanceof String policy ? policy : null,
                null,
                null,
                now);
    }

    private String text(String path, String otherwise) {
        return facts.get(path) instanceof String text ? text : otherwise;
    }

    private Session session() {
        Instant mfa = facts.get("requester.mfaAt") instanceof Instant at ? at : null;
        List<String> methods = mfa == null ? List.of() : List.of("mfa");
        Instant at = facts.get("request.at") instanceof Instant given ? given : sessionAt;
        return new Session("suite", requester, mfa, null, methods, Channel.PAGE, at == null ? now : at);
    }
}
