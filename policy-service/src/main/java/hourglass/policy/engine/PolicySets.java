package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.Loading;
import hourglass.policy.engine.conditions.ExpressionCompiler;
import hourglass.policy.engine.documents.Repository;
import hourglass.policy.engine.documents.RepositoryReader;
import hourglass.policy.engine.yaml.Structure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Builds policy sets from the files of a commit.
public final class PolicySets {
    private static final Structure STRUCTURE = new Structure();

    private PolicySets() {}

    /// The set that `files` make, or what is wrong with them: parse, structure, types, links; suites are run apart.
    ///
    /// @param files path in the repository to bytes; only YAML files are read, the digest covers all
    public static Loading load(SortedMap<String, byte[]> files) {
        RepositoryReader reader = new RepositoryReader(STRUCTURE);
        Repository repository = reader.read(files);
        if (repository == null) {
            return new Loading.Rejected(reader.findings());
        }
        return link(digest(files), repository, null);
    }

    /// The set that a repository makes that was read or made elsewhere.
    ///
    /// @param compiler of the same facts and calendars, to go on with; null: a new one
    static Loading link(String digest, Repository repository, @Nullable ExpressionCompiler compiler) {
        Linker linker = new Linker(repository);
        Model model = linker.link(compiler);
        if (model == null) {
            return new Loading.Rejected(linker.findings());
        }
        List<Finding> warnings = new Lint(repository, model).warnings();
        return new Loading.Accepted(new CompiledPolicySet(digest, repository, model, warnings));
    }

    private static String digest(SortedMap<String, byte[]> files) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] path = file.getKey().getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(8)
                        .putInt(path.length)
                        .putInt(file.getValue().length)
                        .array());
                sha256.update(path);
                sha256.update(file.getValue());
            }
            sha256.update(Decider.ENGINE.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
