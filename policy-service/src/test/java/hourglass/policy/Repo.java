package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.engine.PolicySets;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;

/// A policy repository in a test: the seed, with changes.
public final class Repo {
    private final SortedMap<String, byte[]> files = Seed.files();

    private Repo() {}

    /// The seed as it ships.
    public static Repo seed() {
        return new Repo();
    }

    /// With every `from` in `file` replaced; it must be there.
    public Repo replace(String file, String from, String to) {
        String text = text(file);
        assertThat(text).contains(from);
        return put(file, text.replace(from, to));
    }

    /// With another file, or another text of one.
    public Repo put(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// With another document at the end of `file`.
    public Repo append(String file, String document) {
        return put(file, text(file) + "\n---\n" + document);
    }

    /// With bytes that need not be text.
    public Repo put(String file, byte[] bytes) {
        files.put(file, bytes);
        return this;
    }

    /// Without `file`.
    public Repo without(String file) {
        assertThat(files.remove(file)).isNotNull();
        return this;
    }

    /// Path to bytes.
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /// The set that it makes; fails the test when it makes none.
    public CompiledPolicySet set() {
        return switch (PolicySets.load(files)) {
            case Loading.Accepted accepted -> (CompiledPolicySet) accepted.set();
            case Loading.Rejected rejected ->
                throw new AssertionError(rejected.findings().toString());
        };
    }

    /// Why it makes none; fails the test when it makes one.
    public Finding rejection() {
        return switch (PolicySets.load(files)) {
            case Loading.Accepted _ -> throw new AssertionError("The repository was accepted.");
            case Loading.Rejected rejected -> rejected.first();
        };
    }

    private String text(String file) {
        return new String(Objects.requireNonNull(files.get(file), file), StandardCharsets.UTF_8);
    }
}
