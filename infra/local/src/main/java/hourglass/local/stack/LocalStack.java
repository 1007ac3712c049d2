package hourglass.local.stack;

import hourglass.events.TopicPlan;
import hourglass.local.parts.Folders;
import hourglass.local.parts.KafkaBroker;
import hourglass.local.parts.OutboxConnector;
import hourglass.local.parts.Part;
import hourglass.local.parts.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// All of Hourglass on this machine, each member a process that ends with this one at the latest. For the local start
/// and for tests that go through everything; any member can be killed, frozen and started again.
public final class LocalStack implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final Duration TABLE_PATIENCE = Duration.ofMinutes(5);

    private final DataFolder data;
    private final Addresses addresses;
    private final List<String> notes = new ArrayList<>();
    private final Keys keys;
    private final PolicyRepository policies;
    private final Parts parts;
    private final OutboxConnector requestOutbox;
    private final OutboxConnector grantOutbox;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("stack-", 0).factory());

    /// What an operator's monitoring would do: a connector that has given up is started again.
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stack-watch").factory());

    private LocalStack(Path folder, StackOptions options) {
        data = new DataFolder(folder.toAbsolutePath(), DataFolder.LEFTOVERS_PATIENCE);
        Ports ports = new Ports(data.path(), options.anyPorts());
        addresses = Addresses.of(ports);
        ports.keep();
        notes.addAll(ports.moved());
        keys = Keys.in(data.path().resolve("keys"));
        policies = PolicyRepository.in(data.path(), options.policies(), addresses::inCatalog);
        policies.readdress(addresses::inCatalog).ifPresent(notes::add);
        CheckpointRepository checkpoints = CheckpointRepository.in(data.path());
        parts = new Parts(data, addresses, new Settings(addresses, keys, policies, checkpoints, data.path()), options);
        requestOutbox = OutboxConnector.of("request", addresses.port(Member.POSTGRES));
        grantOutbox = OutboxConnector.of("grant", addresses.port(Member.POSTGRES));
    }

    /// A stack that is not started yet.
    ///
    /// @param folder for its data; made when absent, used again when there
    /// @throws IllegalStateException when another stack lives on the folder, or something isn't built
    public static LocalStack in(Path folder, StackOptions options) {
        return new LocalStack(folder, options);
    }

    /// Starts everything, what is independent at the same time, and waits until all of it serves. When something
    /// fails, the rest is stopped.
    ///
    /// @throws RuntimeException that says which member failed and why
    public LocalStack start(Progress progress) {
        notes.forEach(progress::note);
        Startup startup = new Startup(threads, progress);
        List<Startup.Step> nothing = List.of();
        var databases = startup.step("postgres 18.6", this::startDatabases, nothing);
        var broker = startup.step("kafka 4.3.1", this::startBroker, nothing);
        var staging = startup.step("target staging-db", () -> startTarget(Member.STAGING_DB, Targets.STAGING), nothing);
        var production = startup.step(
                "target production-db", () -> startTarget(Member.PRODUCTION_DB, Targets.PRODUCTION), nothing);
        var identity = startService(startup, Member.IDENTITY, nothing);
        var schemas = startup.step("registry (Confluent API)", parts.registry::start, List.of(databases));
        var worker = startup.step("connect + debezium", parts.connect::start, List.of(broker));
        var base = List.of(databases, broker, schemas, identity);
        var policy = startService(startup, Member.POLICY_SERVICE, base);
        var request = startService(startup, Member.REQUEST_SERVICE, base);
        startService(startup, Member.AUDIT_SERVICE, base);
        startService(startup, Member.GRANT_SERVICE, List.of(databases, broker, schemas, identity, staging, production));
        startup.step("policies", () -> new PoliciesInForce(addresses).await(), List.of(policy, request));
        startup.quiet(() -> publish(requestOutbox, Member.REQUEST_SERVICE), List.of(worker, schemas));
        startup.quiet(() -> publish(grantOutbox, Member.GRANT_SERVICE), List.of(worker, schemas));
        try {
            startup.await();
            data.note(parts.running());
            var _ = watch.scheduleWithFixedDelay(parts.connect::restartFailed, 5, 5, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    /// Removes all data of a stack that doesn't run.
    ///
    /// @throws IllegalStateException when one lives on it
    public static void deleteData(Path folder) throws IOException {
        new DataFolder(folder.toAbsolutePath(), DataFolder.LEFTOVERS_PATIENCE).close();
        Folders.delete(folder);
    }

    /// Where its data is.
    public Path folder() {
        return data.path();
    }

    /// All that are processes.
    public Set<Member> members() {
        return parts.members();
    }

    /// Where everything listens.
    public Addresses addresses() {
        return addresses;
    }

    /// The policies that decide.
    public PolicyRepository policies() {
        return policies;
    }

    /// The public key that allowances are checked with, a PEM file.
    public Path allowanceKey() {
        return keys.allowancePublic();
    }

    /// The processes that run now.
    public List<Part> running() {
        return parts.running();
    }

    /// One member's process, to be stopped, killed, frozen or started again.
    public Part part(Member member) {
        return parts.of(member);
    }

    /// A PostgreSQL server, to look into its databases as superuser.
    ///
    /// @param member POSTGRES, STAGING_DB or PRODUCTION_DB
    public PostgresServer postgres(Member member) {
        return switch (member) {
            case POSTGRES -> parts.postgres;
            case STAGING_DB -> parts.staging;
            case PRODUCTION_DB -> parts.production;
            default -> throw new IllegalArgumentException(member + " is no PostgreSQL server");
        };
    }

    /// The broker, to create topics on.
    public KafkaBroker kafka() {
        return parts.kafka;
    }

    /// Publishes the table `public.outbox` of one more database from now on; its topics must exist.
    public void publish(OutboxConnector connector) {
        parts.kafka.createTopics(List.of(connector.heartbeatTopic()));
        parts.connect.register(connector);
    }

    /// Resident bytes of all its processes.
    public long memory() {
        return parts.running().stream().mapToLong(Part::memory).sum();
    }

    /// The file that a member's output goes to.
    public Path log(Member member) {
        return data.log(member);
    }

    /// Stops everything in order: services, Connect and registry, Kafka, PostgreSQL. The data stays.
    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow(); // first: a start that goes on would launch what was stopped
        parts.stop();
        data.close();
    }

    private Startup.Step startService(Startup startup, Member member, List<Startup.Step> after) {
        return startup.step(member.partName(), parts.of(member)::start, after);
    }

    private void startDatabases() {
        parts.postgres.start();
        List.of("registry", "request", "grant", "audit").forEach(parts.postgres::ensureDatabase);
    }

    private void startBroker() {
        parts.kafka.start();
        List<TopicPlan> topics = new ArrayList<>(TopicPlan.all(PARTITIONS));
        topics.add(requestOutbox.heartbeatTopic());
        topics.add(grantOutbox.heartbeatTopic());
        parts.kafka.createTopics(topics);
    }

    private void startTarget(Member member, Map<String, String> databases) {
        PostgresServer server = postgres(member).start();
        Targets.prepare(server, databases);
    }

    /// The service makes the table, the connector needs it.
    private void publish(OutboxConnector connector, Member service) {
        long deadline = System.nanoTime() + TABLE_PATIENCE.toNanos();
        String table = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = ?";
        while (!parts.postgres.finds(connector.database(), table, "outbox")) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        service.partName() + " has made no outbox table. Its log: " + log(service));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        parts.connect.register(connector);
    }
}
