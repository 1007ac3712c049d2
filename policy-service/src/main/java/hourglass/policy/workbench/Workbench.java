package hourglass.policy.workbench;

import hourglass.policy.CanonicalJson;
import hourglass.policy.Decision.Truth;
import hourglass.policy.Finding;
import hourglass.policy.Loading;
import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.engine.PolicySets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The authors' commands, for the command line: exit codes 0 clean, 1 can't read, 3 findings.
public final class Workbench {
    private static final int CLEAN = 0;
    private static final int UNREADABLE = 1;
    private static final int FINDINGS = 3;

    private Workbench() {}

    /// Checks the repository in `folder` and prints one finding a line.
    public static int lint(Path folder, PrintStream out) {
        return lint(folder, out, false, InstantSource.system());
    }

    /// The same as one JSON object: `clean`, `findings`.
    public static int lintJson(Path folder, PrintStream out) {
        return lint(folder, out, true, InstantSource.system());
    }

    /// Runs the suites of the repository in `folder` and prints what failed, then what they covered.
    public static int test(Path folder, PrintStream out) {
        return test(folder, out, false);
    }

    /// The same as one JSON object: `passed`, `checks`, `findings`, `coverage`.
    public static int testJson(Path folder, PrintStream out) {
        return test(folder, out, true);
    }

    static int lint(Path folder, PrintStream out, boolean json, InstantSource clock) {
        SortedMap<String, byte[]> files = files(folder, out, json);
        if (files == null) {
            return UNREADABLE;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Finding> findings = findings(files, today);
        if (json) {
            SortedMap<String, @Nullable Object> result = new TreeMap<>();
            result.put("clean", findings.isEmpty());
            result.put("findings", findings.stream().map(Workbench::json).toList());
            out.println(CanonicalJson.of(result));
        } else {
            findings.forEach(out::println);
            out.println(findings.isEmpty() ? "No findings." : count(findings.size(), "finding") + ".");
        }
        return findings.isEmpty() ? CLEAN : FINDINGS;
    }

    private static List<Finding> findings(SortedMap<String, byte[]> files, LocalDate today) {
        return switch (PolicySets.load(files)) {
            case Loading.Rejected rejected -> rejected.findings();
            case Loading.Accepted accepted -> {
                CompiledPolicySet set = (CompiledPolicySet) accepted.set();
                List<Finding> all = new ArrayList<>(set.warnings());
                set.repository().policies().forEach(policy -> {
                    LocalDate due = policy.reviewBy();
                    if (due != null && due.isBefore(today)) {
                        all.add(policy.head()
                                .at()
                                .finding(
                                        "lint",
                                        "review-due",
                                        "'" + policy.head().id() + "' was to be looked at by " + due
                                                + ": do so, and set a new date."));
                    }
                });
                yield all;
            }
        };
    }

    private static int test(Path folder, PrintStream out, boolean json) {
        SortedMap<String, byte[]> files = files(folder, out, json);
        if (files == null) {
            return UNREADABLE;
        }
        SuiteResults results = Suites.run(files);
        if (json) {
            out.println(CanonicalJson.of(json(results)));
        } else {
            print(results, out);
        }
        return results.passed() ? CLEAN : FINDINGS;
    }

    private static void print(SuiteResults results, PrintStream out) {
        results.findings().forEach(out::println);
        Coverage coverage = results.coverage();
        coverage.never(Truth.TRUE).forEach(name -> out.println("never true   " + name));
        coverage.never(Truth.FALSE).forEach(name -> out.println("never false  " + name));
        coverage.routesNotTaken().forEach(name -> out.println("never taken  " + name));
        coverage.stagesNotOpened().forEach(name -> out.println("never open   " + name));
        if (results.cases() == 0 && results.findings().isEmpty()) {
            out.println("Nothing ran: add a suite.");
        } else {
            out.println(count(results.cases(), "check") + ", "
                    + results.findings().size() + " failed. " + coverage.summary());
        }
    }

    private static SortedMap<String, @Nullable Object> json(SuiteResults results) {
        Coverage coverage = results.coverage();
        SortedMap<String, @Nullable Object> covered = new TreeMap<>();
        covered.put("summary", coverage.summary());
        covered.put("neverTrue", coverage.never(Truth.TRUE));
        covered.put("neverFalse", coverage.never(Truth.FALSE));
        covered.put("neverUnknown", coverage.never(Truth.UNKNOWN));
        covered.put("routesNotTaken", coverage.routesNotTaken());
        covered.put("stagesNotOpened", coverage.stagesNotOpened());
        SortedMap<String, @Nullable Object> result = new TreeMap<>();
        result.put("passed", results.passed());
        result.put("checks", results.cases());
        result.put("findings", results.findings().stream().map(Workbench::json).toList());
        result.put("coverage", covered);
        return result;
    }

    private static SortedMap<String, @Nullable Object> json(Finding finding) {
        SortedMap<String, @Nullable Object> result = new TreeMap<>();
        result.put("stage", finding.stage());
        result.put("code", finding.code());
        result.put("reason", finding.reason());
        result.put("file", finding.file());
        result.put("line", finding.line());
        result.put("column", finding.column());
        return result;
    }

    private static @Nullable SortedMap<String, byte[]> files(Path folder, PrintStream out, boolean json) {
        try {
            SortedMap<String, byte[]> files = RepositoryFolder.read(folder);
            if (!files.isEmpty()) {
                return files;
            }
            complain(out, json, "No YAML file lies under " + folder + ". Is it a policy repository?");
        } catch (IOException e) {
            complain(out, json, "Can't read " + folder + ": " + e.getMessage() + ". Is the path right?");
        }
        return null;
    }

    private static void complain(PrintStream out, boolean json, String problem) {
        SortedMap<String, @Nullable Object> error = new TreeMap<>();
        error.put("error", problem);
        out.println(json ? CanonicalJson.of(error) : problem);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
