package hourglass.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program `hourglass`.
@Command(
        name = "hourglass",
        description = "Access for a limited time, because a policy says so.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 denied or ended otherwise, 4 sign in, 5 held,",
            "6 still waiting. Environment: HOURGLASS_URL, HOURGLASS_TOKEN, HOURGLASS_DEBUG=api, NO_COLOR."
        })
public final class Hourglass implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private Hourglass() {}

    /// Runs one command and ends the process with its exit code.
    ///
    /// @param args the words after `hourglass`
    public static void main(String[] args) {
        System.exit(run(shell(), args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Do what?");
    }

    static int run(Shell shell, String... args) {
        CommandLine line = new CommandLine(new Hourglass());
        line.addSubcommand(new Signing.Login(shell));
        line.addSubcommand(new Signing.Logout(shell));
        line.addSubcommand(new Signing.Status(shell));
        line.addSubcommand(new Signing.Token(shell));
        line.addSubcommand(new Looking.Find(shell));
        line.addSubcommand(new RequestCommand(shell));
        line.addSubcommand(new RequestCommand.BreakGlass(shell));
        line.addSubcommand(new Looking.ListRequests(shell));
        line.addSubcommand(new Show(shell));
        line.addSubcommand(new Voting.Approve(shell));
        line.addSubcommand(new Voting.Refuse(shell));
        line.addSubcommand(new Voting.Review(shell));
        line.addSubcommand(new Acting.Cancel(shell));
        line.addSubcommand(new Acting.Resume(shell));
        line.addSubcommand(new Acting.End(shell));
        line.addSubcommand(new Looking.Grants(shell));
        CommandLine audit = new CommandLine(new Audit(shell));
        audit.addSubcommand(new Audit.WhoHad(shell));
        audit.addSubcommand(new Audit.Timeline(shell));
        line.addSubcommand(audit);
        CommandLine policy = new CommandLine(new Policy(shell));
        policy.addSubcommand(new Policy.Lint(shell));
        policy.addSubcommand(new Policy.Test(shell));
        line.addSubcommand(policy);
        CommandLine verify = new CommandLine(new VerifyCommand(shell));
        // Its options are the checker's own.
        verify.setUnmatchedOptionsArePositionalParams(true);
        line.addSubcommand(verify);
        line.addSubcommand(new ApiCommand(shell));
        line.addSubcommand(new Completion.Script(shell));
        line.addSubcommand(new Completion.Words(shell));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failed(shell, thrown));
        line.setParameterExceptionHandler((wrong, words) -> wrongUsage(shell, wrong));
        line.setOut(new java.io.PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        int exit = line.execute(withOptionalValues(args));
        shell.out().flush();
        shell.err().flush();
        return exit;
    }

    /// `--json` takes a value only with `=`, or it would swallow the word after it.
    private static String[] withOptionalValues(String... args) {
        List<String> words = new ArrayList<>();
        boolean options = !List.of(args).contains("policy");
        for (String word : args) {
            options = options && !word.equals("--");
            words.add(options && word.equals("--json") ? "--json=" : word);
        }
        return words.toArray(String[]::new);
    }

    private static int failed(Shell shell, Exception thrown) throws Exception {
        if (thrown instanceof Failure failure) {
            Moments moments = new Moments(shell.clock());
            failure.lines().forEach(line -> shell.say(moments.inText(line)));
            return failure.exit();
        }
        throw thrown;
    }

    private static int wrongUsage(Shell shell, ParameterException wrong) {
        shell.say(String.valueOf(wrong.getMessage()));
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        shell.say("Run: " + name + " --help");
        return Exit.USAGE;
    }

    private static Shell shell() {
        return new Shell(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.out,
                System.err,
                terminals(System.getProperty("hourglass.terminals", "")),
                System.getenv(),
                Clock.system(ZoneId.systemDefault()),
                time -> LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(time)));
    }

    /// The launcher tells which streams are terminals (`i`, `o`, `e`); Java itself only knows them all together.
    private static Shell.Terminals terminals(String told) {
        return new Shell.Terminals(told.contains("i"), told.contains("o"), told.contains("e"));
    }
}
