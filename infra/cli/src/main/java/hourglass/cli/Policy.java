package hourglass.cli;

import hourglass.policy.workbench.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `policy`: the authors' tools of policy-service, run here on a folder.
@Command(name = "policy", description = "Check a policy repository.")
final class Policy extends hourglass.cli.Command {

    Policy(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        throw Failure.usage("Do what? hourglass policy lint [FOLDER], or: hourglass policy test [FOLDER]");
    }

    /// What both have in common: the folder.
    abstract static class OnFolder extends hourglass.cli.Command {

        @Parameters(
                arity = "0..1",
                paramLabel = "FOLDER",
                defaultValue = ".",
                description = "The repository, with hourglass.yaml at its top; this folder when left out.")
        Path folder = Path.of(".");

        @Option(names = "--json", description = "The findings as JSON.")
        boolean json;

        OnFolder(Shell shell) {
            super(shell);
        }

        final Path repository() {
            if (!Files.exists(folder.resolve("hourglass.yaml"))) {
                throw new Failure(
                        Exit.FAILED,
                        folder.toAbsolutePath().normalize() + " is no policy repository: it has no hourglass.yaml.");
            }
            return folder;
        }
    }

    @Command(name = "lint", description = "Structure, types and rules, without running anything.")
    static final class Lint extends OnFolder {

        Lint(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            return json ? Workbench.lintJson(repository(), shell.out()) : Workbench.lint(repository(), shell.out());
        }
    }

    @Command(name = "test", description = "Run the suites beside the policies.")
    static final class Test extends OnFolder {

        Test(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            return json ? Workbench.testJson(repository(), shell.out()) : Workbench.test(repository(), shell.out());
        }
    }
}
