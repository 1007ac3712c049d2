package hourglass.policy.engine.conditions;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import hourglass.policy.engine.documents.Fact;
import hourglass.policy.engine.documents.Facts;
import hourglass.policy.engine.documents.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The types of `facts.yaml` as CEL sees them, and every path that a condition or a message may name.
public final class FactTypes {
    /// Variables that exist in `where` and `approvers` only.
    static final Set<String> OF_A_VOTE = Set.of("approver", "vote");

    private final Map<String, CelType> variables = new LinkedHashMap<>();
    private final ImmutableMap<String, StructType> structs;
    private final Map<String, @Nullable Fact> paths = new TreeMap<>();
    private final Map<String, List<Bounded>> bounds = new LinkedHashMap<>();
    private final Set<String> sensitive = new TreeSet<>();

    public FactTypes(Facts facts) {
        Map<String, Map<String, CelType>> fields = new LinkedHashMap<>();
        for (Fact fact : facts.facts()) {
            fields.computeIfAbsent(fact.type(), type -> new LinkedHashMap<>()).put(fact.name(), celType(fact.cel()));
        }
        ImmutableMap.Builder<String, StructType> built = ImmutableMap.builder();
        fields.forEach((type, byName) -> {
            ImmutableMap<String, CelType> named = ImmutableMap.copyOf(byName);
            built.put(type, StructType.create(type, named.keySet(), field -> Optional.ofNullable(named.get(field))));
        });
        structs = built.buildOrThrow();
        facts.variables().forEach((variable, type) -> {
            StructType struct = structs.get(type);
            variables.put(variable, struct == null ? celType(type) : struct);
            if (struct == null) {
                paths.put(variable, null);
            }
        });
        for (Fact fact : facts.facts()) {
            facts.variables().forEach((variable, type) -> {
                if (type.equals(fact.type())) {
                    paths.put(variable + "." + fact.name(), fact);
                    if (fact.least() != null || !fact.oneOf().isEmpty()) {
                        bounds.computeIfAbsent(variable, v -> new ArrayList<>()).add(Bounded.of(fact));
                    }
                    if (fact.sensitive()) {
                        sensitive.add(variable + "." + fact.name());
                    }
                }
            });
        }
    }

    /// Whether `path` names a fact; `ofAVote` says whether the voter's are among them.
    public boolean knows(String path, boolean ofAVote) {
        int dot = path.indexOf('.');
        String variable = dot < 0 ? path : path.substring(0, dot);
        return paths.containsKey(path) && (ofAVote || !OF_A_VOTE.contains(variable));
    }

    /// What is declared about the fact at `path`; null for a plain variable such as `now`, or an unknown path.
    public @Nullable Fact fact(String path) {
        return paths.get(path);
    }

    /// A fact that `facts.yaml` bounds.
    ///
    /// @param least null: no bound below
    /// @param most null: no bound above
    public record Bounded(
            String field,
            @Nullable Comparable<?> least,
            @Nullable Comparable<?> most,
            List<String> oneOf) {

        /// Whether `value` lies in its range and among its values.
        @SuppressWarnings("unchecked") // bounds are read by the fact's own type
        public boolean allows(Object value) {
            if (!oneOf.isEmpty() && !(value instanceof String text && oneOf.contains(text))) {
                return false;
            }
            return (least == null || ((Comparable<Object>) least).compareTo(value) <= 0)
                    && (most == null || ((Comparable<Object>) most).compareTo(value) >= 0);
        }

        static Bounded of(Fact fact) {
            return new Bounded(
                    fact.name(), bound(fact.cel(), fact.least()), bound(fact.cel(), fact.most()), fact.oneOf());
        }

        private static @Nullable Comparable<?> bound(String cel, @Nullable String text) {
            if (text == null) {
                return null;
            }
            return switch (cel) {
                case "duration" -> Span.parse(text).orElse(null);
                case "timestamp" -> Instant.parse(text);
                case "int" -> Long.valueOf(text);
                case "double" -> Double.valueOf(text);
                default -> text;
            };
        }
    }

    /// The bounded facts of a variable.
    public List<Bounded> bounded(String variable) {
        return bounds.getOrDefault(variable, List.of());
    }

    /// Whether the fact at `path` is typed by the person who asks.
    public boolean isTyped(String path) {
        Fact fact = paths.get(path);
        return fact != null && fact.source().equals("form");
    }

    /// Every path, by name.
    public Set<String> paths() {
        return paths.keySet();
    }

    /// Paths of facts that only some readers may see.
    public Set<String> sensitive() {
        return Set.copyOf(sensitive);
    }

    Map<String, CelType> variables() {
        return variables;
    }

    CelTypeProvider provider() {
        return new Provider(structs);
    }

    @Immutable
    private record Provider(ImmutableMap<String, StructType> structs) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableSet.copyOf(structs.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(structs.get(name));
        }
    }

    private static CelType celType(String name) {
        return switch (name) {
            case "string" -> SimpleType.STRING;
            case "bool" -> SimpleType.BOOL;
            case "int" -> SimpleType.INT;
            case "double" -> SimpleType.DOUBLE;
            case "timestamp" -> SimpleType.TIMESTAMP;
            case "duration" -> SimpleType.DURATION;
            case "list(string)" -> ListType.create(SimpleType.STRING);
            case "map(string, string)" -> MapType.create(SimpleType.STRING, SimpleType.STRING);
            default -> SimpleType.ERROR;
        };
    }
}
