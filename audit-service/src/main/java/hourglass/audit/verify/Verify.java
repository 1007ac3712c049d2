package hourglass.audit.verify;

import hourglass.audit.log.GrowthProof;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.TlogProof;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command: `java -jar verify.jar FILE …`, also behind `hourglass verify`.
///
/// Exit codes: 0 proved, 1 can't read, 2 wrong usage, 3 refuted, 6 not compared.
public final class Verify {
    private static final int UNREADABLE = 1;
    private static final int USAGE = 2;
    private static final String HELP = """
            Checks files of the audit log without the service and without a network.
              verify LOG.zip|FOLDER --anchor CHECKPOINT [--key KEY]   a whole exported log
              verify PROOF --key KEY [--entry ENTRY] [--anchor CHECKPOINT]   one entry, from /v1/entries/N/proof
              verify WAY --from CHECKPOINT --key KEY   the way between two checkpoints, from /v1/consistency
            KEY is a verifier key (NAME+ID+KEY) or a file that holds one. --anchor may be repeated.
            Exit code: 0 proved, 1 can't read, 2 wrong usage, 3 refuted, 6 not compared.""";

    private Verify() {}

    static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out, err));
    }

    /// Runs the command.
    ///
    /// @param out verdict and reasons
    /// @param err why it could not run
    /// @return the exit code
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            Report report = check(Arguments.parse(args));
            report.lines().forEach(out::println);
            return report.verdict().exitCode();
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(HELP);
            return USAGE;
        } catch (NoSuchFileException e) {
            err.println("Can't read " + e.getFile() + ": there is no such file.");
            return UNREADABLE;
        } catch (IOException | MalformedException e) {
            err.println("Can't read " + args.getFirst() + ": " + e.getMessage());
            return UNREADABLE;
        }
    }

    private static Report check(Arguments arguments) throws IOException, UsageException {
        Trust trust = trust(arguments);
        Path file = Path.of(arguments.file());
        String start = Files.isDirectory(file) ? "" : start(file);
        if (start.startsWith(TlogProof.HEADER)) {
            Optional<String> given = arguments.one("--entry");
            Optional<Leaf> entry = given.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Leaf(Files.readAllBytes(Path.of(given.get())), null));
            return new ProofCheck(trust).entry(Files.readString(file), entry);
        }
        if (start.startsWith(GrowthProof.START)) {
            String old = Files.readString(Path.of(arguments.needed("--from", "the way between two checkpoints")));
            return new ProofCheck(trust).way(Files.readString(file), old);
        }
        try (Export export = Export.open(file)) {
            return new LogCheck(export, trust).check();
        }
    }

    private static Trust trust(Arguments arguments) throws IOException {
        Optional<String> given = arguments.one("--key");
        Optional<NoteKey> key = Optional.empty();
        if (given.isPresent()) {
            String text = given.get();
            key = Optional.of(NoteKey.parse(
                    text.contains("+") && !Files.exists(Path.of(text))
                            ? text
                            : Files.readString(Path.of(text)).strip()));
        }
        List<String> anchors = new ArrayList<>();
        for (String anchor : arguments.all("--anchor")) {
            anchors.add(Files.readString(Path.of(anchor)));
        }
        return new Trust(key, anchors);
    }

    private static String start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(TlogProof.HEADER.length()), StandardCharsets.UTF_8);
        }
    }
}
