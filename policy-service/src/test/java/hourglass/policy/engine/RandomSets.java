package hourglass.policy.engine;

import hourglass.policy.Loading;
import hourglass.policy.Seed;
import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.conditions.ExpressionCompiler;
import hourglass.policy.engine.conditions.FactTypes;
import hourglass.policy.engine.documents.AccessPolicy;
import hourglass.policy.engine.documents.ConditionText;
import hourglass.policy.engine.documents.Guardrail;
import hourglass.policy.engine.documents.Head;
import hourglass.policy.engine.documents.Repository;
import hourglass.policy.engine.documents.RepositoryReader;
import hourglass.policy.engine.documents.RouteText;
import hourglass.policy.engine.documents.StageText;
import hourglass.policy.engine.documents.Target;
import hourglass.policy.engine.yaml.Place;
import hourglass.policy.engine.yaml.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Random policies and guardrails over a small fixed world; equal seeds make equal sets.
///
/// Stages of one id are made alike but for `need`, as rule 9 wants it. Conditions come from a pool that the
/// compiler remembers, so that a hundred thousand sets compile each of them once.
final class RandomSets {
    private static final Place AT = new Place("random.yaml", 1, 1);
    private static final List<String> CONDITIONS = List.of(
            "resource.project in requester.projects",
            "'many' in requester.groups",
            "'blue' in requester.groups",
            "requester.employment == 'employee'",
            "resource.service in requester.onCallFor",
            "!(resource.service in requester.onCallFor)",
            "request.ticket.matches('^INC-[0-9]+$')",
            "size(request.reason) >= 10",
            "request.at - requester.mfaAt < duration('15m')",
            "during(now, 'office')",
            "!during(now, 'office')",
            "during(now, 'night')",
            "request.duration <= duration('2h')",
            "requester.team == 'shop'",
            "requester.manager == 'ben' || requester.team == 'ops'",
            "requester.holds.exists(h, h == 'live/writer')",
            "requester.holds.all(h, h.startsWith('live/'))",
            "request.role == 'reader'",
            "resource.environment == 'production'",
            "request.continues < duration('4h')",
            "requester.employment == 'contractor' && 1 / size(requester.holds) >= 0",
            "true",
            "false");
    private static final List<String> ON_VOTES = List.of(
            "approver.employment == 'employee'",
            "approver.team == 'shop'",
            "size(vote.comment) >= 5",
            "now - approver.mfaAt < duration('1h')",
            "approver.id != 'hal'",
            "'red' in approver.groups");
    private static final List<Duration> SPANS =
            List.of(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));
    private static final List<String> OBLIGATIONS = List.of("record-session", "ticket-in-log");

    private final Repository world;
    private final ExpressionCompiler compiler;

    RandomSets() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("facts.yaml", Objects.requireNonNull(Seed.files().get("facts.yaml")));
        try (InputStream in = Objects.requireNonNull(RandomSets.class.getResourceAsStream("world.yaml"))) {
            files.put("world.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RepositoryReader reader = new RepositoryReader(new Structure());
        Repository read = reader.read(files);
        if (read == null) {
            throw new IllegalStateException(reader.findings().toString());
        }
        world = read;
        Map<String, Calendar> calendars = new HashMap<>();
        world.calendars().forEach(text -> calendars.put(text.id(), new Calendar(text)));
        compiler = new ExpressionCompiler(new FactTypes(world.facts()), calendars);
    }

    /// Documents that give and that take, as generated.
    record Documents(List<AccessPolicy> policies, List<Guardrail> guardrails) {

        Documents with(Guardrail guardrail) {
            List<Guardrail> more = new ArrayList<>(guardrails);
            more.add(guardrail);
            return new Documents(policies, more);
        }

        Documents with(AccessPolicy policy) {
            List<AccessPolicy> more = new ArrayList<>(policies);
            more.add(policy);
            return new Documents(more, guardrails);
        }
    }

    Documents documents(SplittableRandom random) {
        List<AccessPolicy> policies = new ArrayList<>();
        List<Guardrail> guardrails = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            policies.add(policy(random, "p" + i, random.nextInt(8) == 0 ? "group:one" : "group:red"));
        }
        for (int i = random.nextInt(0, 3); i > 0; i--) {
            guardrails.add(guardrail(random, "g" + i));
        }
        return new Documents(policies, guardrails);
    }

    /// The set that these documents make in the world; empty when they don't hold together.
    Optional<Decider> decider(Documents documents) {
        Model model = new Linker(repository(documents)).link(compiler);
        return Optional.ofNullable(model).map(Decider::new);
    }

    /// The same through the front door, without its warnings' cost left out.
    Loading load(Documents documents) {
        return PolicySets.link("0".repeat(64), repository(documents), null);
    }

    private Repository repository(Documents documents) {
        return new Repository(
                world.settings(),
                world.facts(),
                world.types(),
                world.resources(),
                world.calendars(),
                world.directories(),
                documents.guardrails(),
                documents.policies(),
                List.of(),
                world.heads());
    }

    AccessPolicy policy(SplittableRandom random, String id, String owner) {
        Duration max = random.nextBoolean() ? pick(random, SPANS) : null;
        Duration min = random.nextInt(4) == 0 ? Duration.ofMinutes(15) : Duration.ZERO;
        List<RouteText> routes = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            routes.add(route(random, "r" + i));
        }
        return new AccessPolicy(
                head("AccessPolicy", id, owner),
                target(random),
                conditions(random, CONDITIONS, "w", 2),
                conditions(random, CONDITIONS, "q", random.nextInt(2)),
                min,
                max,
                null,
                AT,
                routes,
                random.nextInt(4) == 0 ? List.of(pick(random, OBLIGATIONS)) : List.of(),
                List.of(),
                random.nextBoolean(),
                null);
    }

    Guardrail guardrail(SplittableRandom random, String id) {
        List<StageText> stages = random.nextInt(3) == 0 ? List.of(stage(random, random.nextInt(5))) : List.of();
        return new Guardrail(
                head("Guardrail", id, "group:red"),
                target(random),
                conditions(random, CONDITIONS, "w", random.nextInt(2)),
                conditions(random, CONDITIONS, "d", random.nextInt(2)),
                stages,
                conditions(random, CONDITIONS, "q", random.nextInt(3) == 0 ? 1 : 0),
                conditions(random, ON_VOTES, "a", random.nextInt(3) == 0 ? 1 : 0),
                random.nextInt(3) == 0 ? pick(random, SPANS) : null,
                random.nextInt(4) == 0 ? pick(random, List.of("office", "day", "night")) : null,
                random.nextInt(4) == 0 ? List.of(pick(random, OBLIGATIONS)) : List.of(),
                random.nextInt(3) == 0);
    }

    /// The guardrail with one more condition to say no by.
    static Guardrail withDeny(SplittableRandom random, Guardrail guardrail) {
        List<ConditionText> deny = new ArrayList<>(guardrail.deny());
        deny.add(condition("more", pick(random, CONDITIONS)));
        return new Guardrail(
                guardrail.head(),
                guardrail.target(),
                guardrail.when(),
                deny,
                guardrail.add(),
                guardrail.require(),
                guardrail.approvers(),
                guardrail.max(),
                guardrail.until(),
                guardrail.obligations(),
                guardrail.breakGlassExempt());
    }

    private static RouteText route(SplittableRandom random, String id) {
        List<ConditionText> when = conditions(random, CONDITIONS, "i" + id, random.nextInt(3) == 0 ? 1 : 0);
        Duration max = random.nextInt(4) == 0 ? pick(random, SPANS) : null;
        int kind = random.nextInt(6);
        if (kind == 0) {
            RouteText.BreakGlass glass =
                    new RouteText.BreakGlass(List.of("group:red"), List.of("group:many"), 1, Duration.ofHours(24));
            return new RouteText(id, when, Duration.ofHours(1), List.of(), glass, AT);
        }
        List<StageText> stages = new ArrayList<>();
        int first = random.nextInt(5);
        for (int i = kind == 1 ? 0 : random.nextInt(1, 3); i > 0; i--) {
            stages.add(stage(random, (first + i) % 5));
        }
        return new RouteText(id, when, max, stages, null, AT);
    }

    private static StageText stage(SplittableRandom random, int number) {
        Duration hour = Duration.ofHours(1);
        int need = random.nextInt(4) == 0 ? 2 : 1;
        return switch (number) {
            case 0 -> new StageText("s0", List.of("group:many"), need, hour, null, List.of(), null, AT);
            case 1 ->
                new StageText(
                        "s1",
                        List.of("lead-of:requester.team"),
                        need,
                        hour,
                        null,
                        List.of(),
                        new StageText.Otherwise(List.of("group:red"), hour),
                        AT);
            case 2 -> new StageText("s2", List.of("group:red", "user:hal"), need, hour, "s0", List.of(), null, AT);
            case 3 ->
                new StageText(
                        "s3",
                        List.of("owner-of:resource"),
                        need,
                        Duration.ofHours(2),
                        null,
                        List.of(condition("says", ON_VOTES.get(2))),
                        new StageText.Otherwise(List.of("group:one", "group:blue"), hour),
                        AT);
            default ->
                new StageText(
                        "s4",
                        List.of("manager-of:requester", "on-call:resource.service"),
                        need,
                        hour,
                        "s1",
                        List.of(condition("staff", ON_VOTES.get(0))),
                        null,
                        AT);
        };
    }

    private static Target target(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new Target(List.of(), List.of("live"), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());
            case 1 ->
                new Target(
                        List.of("database"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of("writer"),
                        List.of());
            case 2 ->
                new Target(
                        List.of(),
                        List.of("l*", "t*l"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of());
            default -> Target.ALL;
        };
    }

    private static Head head(String kind, String id, String owner) {
        return new Head(kind, id, id, owner, AT, "");
    }

    private static List<ConditionText> conditions(SplittableRandom random, List<String> pool, String prefix, int most) {
        List<ConditionText> conditions = new ArrayList<>();
        for (int i = most == 0 ? 0 : random.nextInt(most + 1); i > 0; i--) {
            conditions.add(condition(prefix + i, pick(random, pool)));
        }
        return conditions;
    }

    private static ConditionText condition(String name, String expression) {
        return new ConditionText(name, expression, null, AT, AT);
    }

    static <T> T pick(SplittableRandom random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
