package hourglass.policy.engine;

import hourglass.policy.Decision.Part;
import hourglass.policy.Finding;
import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.conditions.ConditionException;
import hourglass.policy.engine.conditions.Expression;
import hourglass.policy.engine.conditions.ExpressionCompiler;
import hourglass.policy.engine.conditions.FactTypes;
import hourglass.policy.engine.conditions.Message;
import hourglass.policy.engine.documents.AccessPolicy;
import hourglass.policy.engine.documents.ConditionText;
import hourglass.policy.engine.documents.Guardrail;
import hourglass.policy.engine.documents.RouteText;
import hourglass.policy.engine.documents.StageText;
import hourglass.policy.engine.yaml.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes policies and guardrails ready: conditions compiled, people found, names within a document unique.
final class DocumentLinker {
    private final ExpressionCompiler compiler;
    private final Map<String, Calendar> calendars;
    private final Directory directory;
    private final List<Finding> findings;

    DocumentLinker(
            ExpressionCompiler compiler, Map<String, Calendar> calendars, Directory directory, List<Finding> findings) {
        this.compiler = compiler;
        this.calendars = calendars;
        this.directory = directory;
        this.findings = findings;
    }

    LinkedPolicy policy(AccessPolicy text) {
        String id = text.head().id();
        List<LinkedRoute> ordinary = new ArrayList<>();
        List<LinkedRoute> breakGlass = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, Place> conditions = new HashMap<>();
        for (RouteText route : text.routes()) {
            if (!names.add(route.id())) {
                wrong(route.at(), "duplicate-id", "Two routes are called '" + route.id() + "': rename one.");
            }
            (route.breakGlass() == null ? ordinary : breakGlass).add(route(id, route, conditions));
        }
        durations(text);
        text.notifies().forEach(who -> who(who, text.head().at()));
        return new LinkedPolicy(
                text,
                conditions(id, text.when(), Part.WHEN, conditions),
                conditions(id, text.require(), Part.REQUIRE, conditions),
                ordinary,
                breakGlass);
    }

    LinkedGuardrail guardrail(Guardrail text) {
        String id = text.head().id();
        Calendar until = text.until() == null ? null : calendars.get(text.until());
        if (text.until() != null && until == null) {
            wrong(
                    text.head().at(),
                    "calendar",
                    "There is no calendar '" + text.until() + "': add it or correct the name.");
        }
        Map<String, Place> names = new HashMap<>();
        return new LinkedGuardrail(
                text,
                conditions(id, text.when(), Part.WHEN, names),
                conditions(id, text.deny(), Part.DENY, names),
                stages(id, text.add(), names),
                conditions(id, text.require(), Part.REQUIRE, names),
                conditions(id, text.approvers(), Part.APPROVERS, names),
                until);
    }

    private LinkedRoute route(String policy, RouteText route, Map<String, Place> names) {
        RouteText.BreakGlass glass = route.breakGlass();
        if (glass != null) {
            glass.notifies().forEach(who -> who(who, route.at()));
        }
        return new LinkedRoute(
                policy + "/" + route.id(),
                conditions(policy, route.when(), Part.IF, names),
                route.max(),
                stages(policy, route.stages(), names),
                glass == null ? List.of() : whos(glass.from(), route.at()),
                glass);
    }

    private List<LinkedStage> stages(String document, List<StageText> stages, Map<String, Place> names) {
        List<LinkedStage> linked = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (StageText stage : stages) {
            if (!ids.add(stage.id())) {
                wrong(
                        stage.at(),
                        "duplicate-id",
                        "Two stages side by side are called '" + stage.id() + "': rename one.");
            }
            StageText.Otherwise otherwise = stage.otherwise();
            linked.add(new LinkedStage(
                    document,
                    stage,
                    whos(stage.from(), stage.at()),
                    otherwise == null ? List.of() : whos(otherwise.ask(), stage.at()),
                    conditions(document, stage.where(), Part.WHERE, names)));
        }
        afterEndsSomewhere(stages);
        return linked;
    }

    private void afterEndsSomewhere(List<StageText> stages) {
        Map<String, StageText> byId = new HashMap<>();
        stages.forEach(stage -> byId.put(stage.id(), stage));
        for (StageText stage : stages) {
            StageText step = stage;
            for (int i = 0; i <= stages.size() && step != null; i++) {
                step = step.after() == null ? null : byId.get(step.after());
            }
            if (step != null) {
                wrong(stage.at(), "after-itself", "'" + stage.id() + "' waits for itself: take one `after` away.");
                return;
            }
        }
    }

    private List<LinkedCondition> conditions(
            String document, List<ConditionText> texts, Part part, Map<String, Place> names) {
        List<LinkedCondition> linked = new ArrayList<>();
        for (ConditionText text : texts) {
            Place other = names.putIfAbsent(
                    part == Part.WHERE || part == Part.IF ? text.name() + part : text.name(), text.at());
            if (other != null && !(part == Part.WHERE || part == Part.IF)) {
                wrong(
                        text.at(),
                        "duplicate-id",
                        "'" + text.name() + "' is the name of the condition at " + other.pathAndLine()
                                + " already: rename one.");
            }
            LinkedCondition condition = condition(document, text, part);
            if (condition != null) {
                linked.add(condition);
            }
        }
        return List.copyOf(linked);
    }

    private @Nullable LinkedCondition condition(String document, ConditionText text, Part part) {
        boolean ofAVote = part == Part.WHERE || part == Part.APPROVERS;
        FactTypes types = compiler.types();
        try {
            Expression expression = compiler.compile(text, ofAVote);
            Message message = text.message() == null ? null : new Message(text.message());
            if (message != null) {
                for (String path : message.paths()) {
                    if (!types.knows(path, ofAVote)) {
                        wrong(
                                text.at(),
                                "message",
                                "The message names '" + path + "', which is no fact here: correct it.");
                    }
                }
            }
            return new LinkedCondition(
                    document + "/" + text.name(),
                    part,
                    expression,
                    reads(expression.reads(), types),
                    message,
                    message == null ? List.of() : reads(message.paths(), types),
                    text,
                    text.at().pathAndLine());
        } catch (ConditionException e) {
            findings.add(e.finding());
            return null;
        }
    }

    private static List<LinkedCondition.Read> reads(Collection<String> paths, FactTypes types) {
        return paths.stream()
                .map(path -> LinkedCondition.Read.of(path, types.sensitive().contains(path)))
                .toList();
    }

    private void durations(AccessPolicy text) {
        Duration max = text.max();
        Duration usual = text.byDefault();
        boolean orderly = (max == null || text.min().compareTo(max) <= 0)
                && (usual == null || (usual.compareTo(text.min()) >= 0 && (max == null || usual.compareTo(max) <= 0)));
        if (!orderly) {
            wrong(text.durationAt(), "duration", "A duration's min, default and max must be in that order.");
        }
    }

    private List<Who> whos(List<String> words, Place at) {
        return words.stream().map(word -> who(word, at)).toList();
    }

    private Who who(String word, Place at) {
        int colon = word.indexOf(':');
        String name = word.substring(colon + 1);
        String field = name.substring(name.indexOf('.') + 1);
        return switch (word.substring(0, colon)) {
            case "group" -> {
                Set<String> members = directory.groups().get(name);
                if (members == null) {
                    wrong(at, "no-group", "There is no 'group:" + name + "': add it or correct the name.");
                }
                yield new Who.People(word, members == null ? List.of() : List.copyOf(members));
            }
            case "user" -> {
                if (directory.member(name) == null) {
                    wrong(at, "no-person", "There is no 'user:" + name + "': add them or correct the name.");
                }
                yield new Who.People(word, List.of(name));
            }
            case "lead-of" -> {
                textFact("requester." + field, at);
                yield new Who.LeadOf(word, field);
            }
            case "on-call" -> {
                textFact("resource." + field, at);
                yield new Who.OnCall(word, field);
            }
            case "owner-of" -> new Who.OwnerOf(word);
            default -> new Who.ManagerOf(word);
        };
    }

    private void textFact(String path, Place at) {
        var fact = compiler.types().fact(path);
        if (fact == null || !fact.cel().equals("string")) {
            wrong(at, "no-fact", "'" + path + "' is no text fact of facts.yaml: correct the name.");
        }
    }

    private void wrong(Place at, String code, String reason) {
        findings.add(at.finding("links", code, reason));
    }
}
