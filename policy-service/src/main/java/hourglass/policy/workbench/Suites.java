package hourglass.policy.workbench;

import hourglass.policy.Decision;
import hourglass.policy.Finding;
import hourglass.policy.Loading;
import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.engine.Inventory;
import hourglass.policy.engine.PolicySets;
import hourglass.policy.engine.documents.SuiteText;
import hourglass.policy.engine.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Runs the suites of a commit against its own policies.
public final class Suites {
    private final CompiledPolicySet set;
    private final Coverage coverage;
    private final List<Finding> findings = new ArrayList<>();
    private int checks;

    private Suites(CompiledPolicySet set) {
        this.set = set;
        this.coverage = new Coverage(set.inventory());
    }

    /// Builds the commit and runs its suites; a commit that can't be built fails with the builder's findings.
    public static SuiteResults run(SortedMap<String, byte[]> files) {
        return switch (PolicySets.load(files)) {
            case Loading.Rejected rejected -> {
                Inventory nothing = new Inventory(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
                yield new SuiteResults(0, rejected.findings(), new Coverage(nothing));
            }
            case Loading.Accepted accepted -> run((CompiledPolicySet) accepted.set());
        };
    }

    /// Runs the suites of a set.
    public static SuiteResults run(CompiledPolicySet set) {
        Suites suites = new Suites(set);
        set.repository().suites().forEach(suites::suite);
        return new SuiteResults(suites.checks, suites.findings, suites.coverage);
    }

    private void suite(SuiteText suite) {
        Node given = value(suite.body(), "given");
        if (value(suite.body(), "cases") instanceof Node.Sequence cases) {
            for (Node item : cases.items()) {
                if (item instanceof Node.Mapping one) {
                    runCase(suite, given, one);
                }
            }
        }
    }

    private void runCase(SuiteText suite, @Nullable Node given, Node.Mapping one) {
        String name = suite.head().id() + " › " + text(value(one, "it"));
        try {
            if (value(one, "each") instanceof Node.Sequence columns) {
                rows(name, given, one, columns);
                return;
            }
            Scene scene = scene(given, value(one, "given"));
            scene.submit();
            Node then = value(one, "then");
            if (then instanceof Node.Mapping expected) {
                compare(name, scene.decision(then), expectations(expected), then);
            }
            if (value(one, "steps") instanceof Node.Sequence steps) {
                int number = 0;
                for (Node step : steps.items()) {
                    step(name + ", step " + ++number, scene, (Node.Mapping) step);
                }
            }
        } catch (SuiteException e) {
            findings.add(e.finding());
        }
    }

    private Scene scene(@Nullable Node given, @Nullable Node own) throws SuiteException {
        Scene scene = new Scene(set, coverage);
        if (given != null) {
            scene.giveAll("", given);
        }
        if (own != null) {
            scene.giveAll("", own);
        }
        return scene;
    }

    private void rows(String name, @Nullable Node given, Node.Mapping one, Node.Sequence columns)
            throws SuiteException {
        if (!(value(one, "rows") instanceof Node.Sequence rows)) {
            return;
        }
        int number = 0;
        for (Node item : rows.items()) {
            number++;
            if (!(item instanceof Node.Sequence row)
                    || row.items().size() != columns.items().size()) {
                throw Values.wrong(item, "The row has not as many values as `each` has columns.");
            }
            Scene scene = scene(given, value(one, "given"));
            Map<String, Node> expected = new LinkedHashMap<>();
            for (int i = 0; i < row.items().size(); i++) {
                String column = Values.text(columns.items().get(i));
                Node value = row.items().get(i);
                if (!Expectation.NAMES.contains(column)) {
                    scene.give(column, value);
                } else if (!Values.isNull(value)) {
                    expected.put(column, value);
                }
            }
            scene.submit();
            compare(name + ", row " + number, scene.decision(row), expected, row);
        }
    }

    private void step(String name, Scene scene, Node.Mapping step) throws SuiteException {
        Node wait = value(step, "wait");
        if (wait != null) {
            scene.waitFor(Values.span(wait));
        }
        Node given = value(step, "given");
        if (given != null) {
            scene.giveAll("", given);
        }
        Node voter = value(step, "approve") == null ? value(step, "refuse") : value(step, "approve");
        if (value(step, "resume") != null) {
            scene.resume();
        }
        Node stage = value(step, "as");
        if (voter != null && stage != null) {
            Node comment = value(step, "comment");
            boolean yes = value(step, "approve") != null;
            scene.vote(yes, Values.text(voter), Values.text(stage), comment == null ? null : Values.text(comment));
        } else if (given != null && value(step, "resume") == null) {
            scene.askAgain();
        }
        Node then = value(step, "then");
        if (then instanceof Node.Mapping expected) {
            compare(name, scene.decision(then), expectations(expected), then);
        }
    }

    private static Map<String, Node> expectations(Node.Mapping then) {
        Map<String, Node> expected = new LinkedHashMap<>();
        then.entries().forEach((name, entry) -> expected.put(name, entry.value()));
        return expected;
    }

    private void compare(String name, Decision decision, Map<String, Node> expected, Node at) throws SuiteException {
        checks++;
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Node> one : expected.entrySet()) {
            Expectation.check(one.getKey(), one.getValue(), decision).ifPresent(differences::add);
        }
        if (!differences.isEmpty()) {
            findings.add(at.at().finding("tests", "test", name + ": " + String.join("; ", differences) + "."));
        }
    }

    private static @Nullable Node value(Node.Mapping mapping, String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    private static String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
    }
}
