package hourglass.cli;

import hourglass.audit.verify.Verify;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `verify`: the checker of audit-service, the same as `java -jar verify.jar`. Everything after the word is its own.
@Command(
        name = "verify",
        description = "Check an exported log, an entry or two checkpoints, without any server.",
        footer = {"", "It is the same program as verify.jar and takes the same words."})
final class VerifyCommand extends hourglass.cli.Command {

    @Parameters(paramLabel = "ARGUMENT", description = "FILE [--anchor CHECKPOINT] [--key KEY] …")
    List<String> arguments = List.of();

    VerifyCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        return Verify.run(arguments, shell.out(), shell.err());
    }
}
