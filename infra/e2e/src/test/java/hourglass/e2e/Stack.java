package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.local.parts.Checkout;
import hourglass.local.process.Scratch;
import hourglass.local.stack.LocalStack;
import hourglass.local.stack.Member;
import hourglass.local.stack.Progress;
import hourglass.local.stack.StackOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The whole system, every part a process of its own, started once for all tests of this run.
final class Stack {
    private static final String NO_RIGHT = "42501";
    private static final Set<String> CUT = Set.of("57P01", "08006");
    private static @Nullable Stack running;

    private final LocalStack local;
    private final Map<String, Client> people = new ConcurrentHashMap<>();
    private final Wire topics;
    private final Policies policies;

    private Stack(LocalStack local) {
        this.local = local;
        this.topics =
                new Wire(local.addresses().bootstrapServers(), local.addresses().registry());
        this.policies = new Policies(this, local.policies());
    }

    /// The stack of this run; the first call starts it.
    static synchronized Stack running() {
        if (running == null) {
            LocalStack local = LocalStack.in(
                    Scratch.directory().resolve("e2e"),
                    StackOptions.forTests()
                            .withSetting(Member.AUDIT_SERVICE, "hourglass.audit.anchor-repository.every", "1s"));
            Runtime.getRuntime().addShutdownHook(new Thread(local::close));
            running = new Stack(local.start(new Printed()));
        }
        return running;
    }

    LocalStack local() {
        return local;
    }

    String request(String path) {
        return local.addresses().http(Member.REQUEST_SERVICE) + path;
    }

    String policy(String path) {
        return local.addresses().http(Member.POLICY_SERVICE) + path;
    }

    String grant(String path) {
        return local.addresses().http(Member.GRANT_SERVICE) + path;
    }

    String audit(String path) {
        return local.addresses().http(Member.AUDIT_SERVICE) + path;
    }

    InstantSource clock() {
        return InstantSource.system();
    }

    Wire topics() {
        return topics;
    }

    Policies policies() {
        return policies;
    }

    Access access(String person) {
        return new Access(this, person);
    }

    Auditor auditor() {
        return new Auditor(this, as("olga"), Checkout.root().resolve("audit-service/target/verify.jar"));
    }

    /// A client signed in as that person, second factor just now.
    Client as(String person) {
        return people.computeIfAbsent(person, name -> new Client(token(name)));
    }

    /// A fresh access token of that person.
    String token(String person) {
        Client.Answer answer =
                new Client("").post(local.addresses().http(Member.IDENTITY) + "/local/tokens", Map.of("as", person));
        assertThat(answer.status()).as("token of %s", person).isEqualTo(200);
        return answer.text("/access_token");
    }

    /// The person's own session on a target.
    TargetLogin login(String target, String database, String person) throws SQLException {
        return new TargetLogin(connect(target, database, person));
    }

    /// Whether a new session of that person may read the demo table.
    boolean mayRead(String target, String database, String person) {
        while (true) {
            try (TargetLogin login = login(target, database, person)) {
                return !login.read("SELECT count(*) FROM app.payment").isEmpty();
            } catch (SQLException refused) {
                String state = Objects.toString(refused.getSQLState());
                if (state.equals(NO_RIGHT)) {
                    return false;
                }
                // A session that was cut while it asked, because an access ended then, is no answer: ask again. 42P01
                // and the like would be a broken test, not an end of access.
                if (!CUT.contains(state)) {
                    throw new AssertionError(target + " answered " + refused.getMessage(), refused);
                }
            }
        }
    }

    void kill(String name) {
        local.part(member(name)).kill();
    }

    void stop(String... names) {
        Arrays.stream(names).forEach(name -> local.part(member(name)).stop());
    }

    void start(String... names) {
        Arrays.stream(names).forEach(name -> local.part(member(name)).start());
    }

    private Connection connect(String target, String database, String person) throws SQLException {
        return DriverManager.getConnection(local.addresses().jdbc(member(target), database), person, "");
    }

    private static Member member(String name) {
        return Arrays.stream(Member.values())
                .filter(member -> member.partName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no part is called " + name));
    }

    private static final class Printed implements Progress {
        @Override
        public void ready(String what, Duration after) {
            System.out.printf("%-28s ready %5.1f s%n", what, after.toMillis() / 1000.0);
        }

        @Override
        public void note(String sentence) {
            System.out.println(sentence);
        }
    }
}
