package hourglass.local;

import hourglass.local.parts.Checkout;
import hourglass.local.process.Memory;
import hourglass.local.samples.SampleRequests;
import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import hourglass.local.stack.StackOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// `infra/start`: starts all of Hourglass on this machine and keeps it until Ctrl-C.
public final class Start {
    private static final Duration LOOK = Duration.ofMillis(500);

    /// From one sample request to the next: all twelve in under 20 s.
    private static final Duration PAUSE = Duration.ofMillis(1_300);

    private final Screen screen;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Start(PrintStream out) {
        this.screen = new Screen(out);
    }

    /// Exit code 0 after Ctrl-C, 1 when something did not come up, 2 for words that aren't understood.
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            new Start(out).run(Arguments.of(List.of(args), usualData()));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + ". infra/start --help says what there is.");
            System.exit(2);
        } catch (RuntimeException | IOException e) {
            out.println();
            out.println("Hourglass did not start. " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(Arguments arguments) throws IOException {
        Path data = arguments.data().toAbsolutePath();
        if (arguments.fresh() && Files.exists(data)) {
            deleteIfSure(data, arguments.sure());
        }
        boolean again = Files.exists(data.resolve("kafka"));
        long begin = System.nanoTime();
        LocalStack stack = LocalStack.in(data, StackOptions.local());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
        screen.begin(stack, again);
        screen.memory(Memory.available());
        try {
            stack.start(screen);
        } catch (RuntimeException e) {
            if (stopping.getAndSet(true)) {
                return; // Ctrl-C: what failed was stopped
            }
            throw e;
        }
        Path url = data.resolve("url");
        boolean samples = arguments.samples(url);
        Files.writeString(url, stack.addresses().http(Member.REQUEST_SERVICE) + "\n");
        screen.ready(stack, since(begin), data.equals(usualData()));
        if (samples) {
            Thread.ofPlatform()
                    .daemon()
                    .name("samples")
                    .start(() -> send(new SampleRequests(stack.addresses(), PAUSE)));
        }
        watch(stack);
    }

    /// What goes wrong here is told, and Hourglass runs on.
    private void send(SampleRequests samples) {
        try {
            screen.sent(samples.send());
        } catch (RuntimeException e) {
            if (!stopping.get()) {
                screen.notSent(samples.sent(), e);
            }
        }
    }

    private void stop(LocalStack stack) {
        if (stopping.getAndSet(true)) {
            return; // start() has stopped everything
        }
        screen.stopping();
        long begin = System.nanoTime();
        stack.close();
        screen.stopped(since(begin));
    }

    private void watch(LocalStack stack) {
        Set<Member> gone = EnumSet.noneOf(Member.class);
        while (!stopping.get()) {
            LockSupport.parkNanos(LOOK.toNanos());
            for (Member member : stack.members()) {
                if (!stack.part(member).alive() && !stopping.get() && gone.add(member)) {
                    screen.ended(member, stack);
                }
            }
        }
    }

    private static void deleteIfSure(Path data, boolean sure) throws IOException {
        if (!Files.exists(data.resolve("ports.properties"))) {
            throw new IllegalStateException(data + " holds no data of Hourglass, so it is not deleted.");
        }
        if (!sure) {
            throw new IllegalStateException("--fresh deletes " + data + ". Say --fresh --yes if that is meant.");
        }
        LocalStack.deleteData(data);
    }

    /// Where the command line looks for the address.
    private static Path usualData() {
        return Checkout.root().resolve("infra/local/data");
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
