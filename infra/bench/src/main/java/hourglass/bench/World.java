package hourglass.bench;

import static java.util.stream.Collectors.toMap;

import hourglass.local.parts.Checkout;
import hourglass.local.parts.Jvm;
import hourglass.local.parts.Part;
import hourglass.local.process.Scratch;
import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import hourglass.local.stack.Progress;
import hourglass.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole stack at full speed, with a crowd that may read staging without being asked.
final class World implements AutoCloseable {
    /// What the crowd asks for: decided by a policy, without an approver.
    static final String RESOURCE = "payments-staging";

    static final String ROLE = "reader";

    private final LocalStack stack;
    private final List<Person> people;

    private World(LocalStack stack, List<Person> people) {
        this.stack = stack;
        this.people = people;
    }

    static World start(int crowdSize) throws IOException {
        Path folder = Files.createDirectories(Scratch.directory().resolve("bench"));
        Crowd crowd = Crowd.of(crowdSize);
        Path shipped = Checkout.root().resolve("infra/identity/src/main/resources/people.yaml");
        String unlimited = "1000000";
        StackOptions options = StackOptions.forTests()
                .withJvm(Jvm.FULL_SPEED)
                .withPolicies(crowd.policies(StackOptions.local().policies(), folder.resolve("policies")))
                .withSetting(
                        Member.IDENTITY,
                        "hourglass.identity.people",
                        crowd.identities(shipped, folder.resolve("people.yaml")).toString())
                .withSetting(Member.REQUEST_SERVICE, "hourglass.request.limits.submits-per-minute", unlimited);
        LocalStack stack = LocalStack.in(folder.resolve("data"), options).start(Progress.silent());
        stack.postgres(Member.STAGING_DB).run("postgres", crowd.accounts());
        List<Person> people = crowd.names().stream()
                .map(name -> Person.signIn(
                        name,
                        stack.addresses().http(Member.IDENTITY),
                        stack.addresses().http(Member.REQUEST_SERVICE)))
                .toList();
        return new World(stack, people);
    }

    LocalStack stack() {
        return stack;
    }

    Person person(int number) {
        return people.get(Math.floorMod(number, people.size()));
    }

    /// CPU time that each part's processes have used so far, PostgreSQL's backends included.
    Map<String, Duration> cpu() {
        return stack.running().stream().collect(toMap(Part::name, part -> cpu(part.pid())));
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        stack.close();
    }
}
