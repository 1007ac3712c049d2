package hourglass.bench;

import hourglass.local.parts.PostgresServer;
import hourglass.local.stack.Member;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Runs every measurement and prints one table. Takes some minutes; wants the machine for itself.
public final class Bench {
    private static final Set<String> ALL =
            new TreeSet<>(Set.of("latency", "throughput", "expiry", "ingestion", "decisions"));
    private static final int CROWD = 200;
    private static final int AT_ONCE = 200;
    private static final Duration WARM_UP_AT_MOST = Duration.ofMinutes(6);
    private static final Duration LOAD = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.system();

    private Bench() {}

    /// Runs those that are named, all without a name: `latency`, `throughput`, `expiry`, `ingestion`, `decisions`.
    public static void main(String[] args) throws IOException, SQLException {
        // Avro loads generated classes only from packages that are trusted.
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "hourglass.events");
        Set<String> wanted = args.length == 0 ? ALL : Set.of(args);
        if (!ALL.containsAll(wanted)) {
            System.err.println("Unknown measurement; give some of " + String.join(", ", ALL) + ", or none for all");
            System.exit(2);
        }
        Report report = new Report();
        if (!wanted.equals(Set.of("decisions"))) {
            try (World world = World.start(CROWD)) {
                inTheStack(world, wanted, report);
            }
        }
        if (wanted.contains("decisions")) {
            for (int documents : new int[] {10, 10_000}) {
                decisions(documents, report);
            }
        }
        System.out.println(report);
    }

    private static void inTheStack(World world, Set<String> wanted, Report report) throws SQLException, IOException {
        Lives lives = new Lives(world);
        if (!wanted.equals(Set.of("ingestion"))) {
            warmUp(lives);
        }
        if (wanted.contains("throughput")) {
            throughput(lives, report);
        }
        if (wanted.contains("expiry")) {
            expiry(world, lives, report);
        }
        if (wanted.contains("latency")) { // after the load: its own connector would take part in it from then on
            latency(world, lives, report);
        }
        if (wanted.contains("ingestion")) {
            ingestion(world, report);
        }
    }

    /// Until the compilers are done: four rounds in a row that are no tenth faster than the best before end it.
    private static void warmUp(Lives lives) {
        long start = System.nanoTime();
        double best = 0;
        int level = 0;
        while (level < 4 && Samples.since(start) < WARM_UP_AT_MOST.toNanos()) {
            double now = lives.closedLoop(AT_ONCE, LOAD).perSecond();
            say(String.format(Locale.ROOT, "warming up: %.1f lives a second", now));
            level = now > 1.1 * best ? 0 : level + 1;
            best = Math.max(best, now);
        }
    }

    private static void latency(World world, Lives lives, Report report) throws SQLException {
        say("submit to ACTIVE, one at a time");
        Samples active = lives.submitToActive(200);
        OwnOutbox.on(world.stack());
        Samples hops = new Hops(world.stack()).sum();
        for (double p : new double[] {0.5, 0.99}) {
            double ratio = active.millis(p) / hops.millis(p);
            report.row(
                    String.format(Locale.ROOT, "submit to ACTIVE, p%.0f", p * 100),
                    Report.ms(active.millis(p)),
                    "raw hops " + Report.ms(hops.millis(p)),
                    Report.times(ratio),
                    "<= 2.5");
        }
    }

    private static void throughput(Lives lives, Report report) {
        say("full lives, as many as go");
        Lives.Load most = lives.closedLoop(AT_ONCE, LOAD);
        report.row("lives a second", String.format(Locale.ROOT, "%.1f", most.perSecond()), "", "", ">= 100");
        report.row("CPU a life, all processes", Report.ms(most.cpuMillisEach()), "", "", "");
        most.cpuMillisByPart().forEach((part, millis) -> report.row("  of it " + part, Report.ms(millis), "", "", ""));
    }

    private static void expiry(World world, Lives lives, Report report) {
        say("expiry at 50 a second");
        Instant begun = CLOCK.instant();
        lives.expiring(50, Duration.ofSeconds(10));
        Samples late = new Lateness(world.stack().addresses().bootstrapServers()).since(begun);
        report.row("expiry lateness at 50/s, p50", Report.ms(late.millis(0.5)), "", "", "");
        report.row("expiry lateness at 50/s, p99", Report.ms(late.millis(0.99)), "1 s", "", "< 1 s");
        report.row("expiry lateness at 50/s, max", Report.ms(late.maxMillis()), "5 s", "", "< 5 s");
    }

    private static void ingestion(World world, Report report) throws SQLException, IOException {
        say("audit ingestion");
        PostgresServer server = world.stack().postgres(Member.POSTGRES);
        server.ensureDatabase("bench_audit");
        String url = world.stack().addresses().jdbc(Member.POSTGRES, "bench_audit");
        Ingestion.Result result = Ingestion.run(100_000, url, "bench_audit", "");
        report.row(
                "audit ingestion",
                rows(result.ingested()),
                "bare COPY " + rows(result.copied()),
                Report.times(result.ratio()),
                ">= 0.5");
    }

    private static void decisions(int documents, Report report) {
        say("decisions among " + documents + " documents");
        DecisionBench.Result result = DecisionBench.run(documents, 2_000);
        report.row(
                "one explained decision, %,d documents".formatted(documents),
                micros(result.explainedNanos()),
                "bare conditions " + micros(result.bareNanos()),
                Report.times(result.ratio()),
                "<= 2");
    }

    private static String rows(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f rows/s", perSecond);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.2f µs", nanos / 1_000);
    }

    private static void say(String what) {
        System.err.println("… " + what);
    }
}
