package hourglass.local;

import hourglass.local.samples.SampleRequests;
import hourglass.local.stack.Addresses;
import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import hourglass.local.stack.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// What people see of a local start.
final class Screen implements Progress {
    /// What all parts take once they serve is about 2 GiB; a start takes more.
    private static final long ENOUGH = 3L << 30;

    private final PrintStream out;
    private boolean stopping;

    Screen(PrintStream out) {
        this.out = out;
    }

    void begin(LocalStack stack, boolean again) {
        out.println("Hourglass, local. Everything is real and on this machine. Ctrl-C stops it, your data stays.");
        out.println("Data in " + stack.folder());
        if (again) {
            out.println("Goes on with the data of the last start. infra/start --fresh begins again.");
        }
    }

    /// Says so when there may be too little memory: what lacks it is slow first, and then killed without a word.
    ///
    /// @param available bytes; empty when nobody knows
    void memory(OptionalLong available) {
        if (available.isPresent() && available.getAsLong() < ENOUGH) {
            out.println("! Only " + gibibytes(available.getAsLong()) + " of memory are free and Hourglass wants "
                    + gibibytes(ENOUGH) + ": if parts end while it starts, close other programs and start again.");
        }
    }

    @Override
    public synchronized void ready(String what, Duration after) {
        if (!stopping) {
            out.printf(Locale.ROOT, "  %-28s ready %5.1f s%n", what, after.toMillis() / 1000.0);
        }
    }

    @Override
    public synchronized void note(String sentence) {
        out.println("  " + sentence);
    }

    /// @param found whether the command line finds this stack by itself
    void ready(LocalStack stack, Duration took, boolean found) {
        Addresses at = stack.addresses();
        out.printf(Locale.ROOT, "Ready in %.1f s, %s.%n", took.toMillis() / 1000.0, gibibytes(stack.memory()));
        out.println();
        line("Requests", at.http(Member.REQUEST_SERVICE) + "   Policy " + at.http(Member.POLICY_SERVICE));
        line("Grants", at.http(Member.GRANT_SERVICE) + "   Audit  " + at.http(Member.AUDIT_SERVICE));
        line(
                "Sign in",
                at.http(Member.IDENTITY) + "   Topics " + at.bootstrapServers() + "   Schemas " + at.registry());
        line(
                "Targets",
                "staging-db localhost:" + at.port(Member.STAGING_DB) + " (payments_staging, payments_dev)"
                        + "   production-db localhost:" + at.port(Member.PRODUCTION_DB) + " (payments_eu, ledger)");
        line("Policies", stack.policies().work() + "   edit, commit, push: the next decision is taken by them");
        line("People", "alice engineer in payments · bob her lead · carol DBA · ivan contractor · kim in search");
        line("", "dave on call · erin and frank operators · grace security · judy duty manager · olga auditor");
        line("", "No passwords here: --as NAME works on the local start only.");
        out.println();
        out.println("Try");
        if (!found) {
            line("", "export HOURGLASS_URL=" + at.http(Member.REQUEST_SERVICE));
        }
        line("", "infra/bin/hourglass login --as alice");
        line("", "infra/bin/hourglass request payments-staging reader -d 1m -m \"first try\"");
        line("", "infra/bin/hourglass grants");
        line("", "infra/bin/hourglass login --as olga && infra/bin/hourglass audit who-had payments-staging");
        out.println();
    }

    void sent(List<SampleRequests.Sent> requests) {
        out.println(requests.size() + " requests of these people were sent, so that lists and log aren't empty:");
        line("all", "infra/bin/hourglass login --as olga && infra/bin/hourglass requests --all");
        line("for Bob", "infra/bin/hourglass login --as bob && infra/bin/hourglass requests --inbox");
        out.println();
    }

    void notSent(List<SampleRequests.Sent> requests, RuntimeException why) {
        out.println(
                "! Hourglass runs, but its sample requests stopped after " + requests.size() + ": " + why.getMessage());
    }

    void ended(Member member, LocalStack stack) {
        out.println("! " + member.partName() + " has ended. What it said last is in " + stack.log(member)
                + ". Ctrl-C, then infra/start, starts all again on the same data.");
    }

    synchronized void stopping() {
        stopping = true;
        out.println();
        out.println("Stopping …");
    }

    void stopped(Duration took) {
        out.printf(Locale.ROOT, "Stopped in %.1f s. Your data stays.%n", took.toMillis() / 1000.0);
    }

    private void line(String what, String text) {
        out.printf(Locale.ROOT, "  %-10s %s%n", what, text);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
