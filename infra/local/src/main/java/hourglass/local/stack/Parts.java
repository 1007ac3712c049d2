package hourglass.local.stack;

import hourglass.local.parts.ConnectWorker;
import hourglass.local.parts.JavaService;
import hourglass.local.parts.Jvm;
import hourglass.local.parts.KafkaBroker;
import hourglass.local.parts.Part;
import hourglass.local.parts.PostgresServer;
import hourglass.local.parts.SchemaRegistry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The processes of one stack: how each is run, and in which order they stop.
final class Parts {
    /// One group after the other. All at once, the registry, Connect and services would wait for what is gone already.
    private static final List<List<Member>> STOP_ORDER = List.of(
            List.of(
                    Member.REQUEST_SERVICE,
                    Member.POLICY_SERVICE,
                    Member.GRANT_SERVICE,
                    Member.AUDIT_SERVICE,
                    Member.IDENTITY),
            List.of(Member.CONNECT, Member.REGISTRY),
            List.of(Member.KAFKA),
            List.of(Member.POSTGRES, Member.STAGING_DB, Member.PRODUCTION_DB));

    private final DataFolder data;
    private final Addresses addresses;
    private final StackOptions options;
    private final Map<Member, Part> members = new EnumMap<>(Member.class);

    final PostgresServer postgres;
    final PostgresServer staging;
    final PostgresServer production;
    final KafkaBroker kafka;
    final SchemaRegistry registry;
    final ConnectWorker connect;

    Parts(DataFolder data, Addresses addresses, Settings settings, StackOptions options) {
        this.data = data;
        this.addresses = addresses;
        this.options = options;
        Jvm jvm = options.jvm();
        postgres = postgres(Member.POSTGRES);
        staging = postgres(Member.STAGING_DB);
        production = postgres(Member.PRODUCTION_DB);
        kafka = new KafkaBroker(
                data.path().resolve("kafka"),
                addresses.port(Member.KAFKA),
                addresses.port(Member.KAFKA_CONTROLLER),
                data.log(Member.KAFKA),
                jvm);
        registry = new SchemaRegistry(
                addresses.port(Member.REGISTRY),
                postgres.url("registry"),
                "registry",
                "",
                data.log(Member.REGISTRY),
                jvm);
        connect = new ConnectWorker(
                data.path().resolve("connect.properties"),
                kafka.bootstrapServers(),
                addresses.port(Member.CONNECT),
                data.log(Member.CONNECT),
                jvm);
        members.put(Member.KAFKA, kafka.part());
        members.put(Member.REGISTRY, registry.part());
        members.put(Member.CONNECT, connect.part());
        service(Member.IDENTITY, "infra/identity", "/.well-known/openid-configuration", settings.identity());
        service(Member.POLICY_SERVICE, "policy-service", "/actuator/health", settings.policy());
        service(Member.REQUEST_SERVICE, "request-service", "/actuator/health", settings.request());
        service(Member.GRANT_SERVICE, "grant-service", "/actuator/health", settings.grant());
        service(Member.AUDIT_SERVICE, "audit-service", "/actuator/health", settings.audit());
    }

    Part of(Member member) {
        Part part = members.get(member);
        if (part == null) {
            throw new IllegalArgumentException(member + " is no process of its own");
        }
        return part;
    }

    Set<Member> members() {
        return Set.copyOf(members.keySet());
    }

    List<Part> running() {
        return members.values().stream().filter(Part::alive).toList();
    }

    void stop() {
        for (List<Member> group : STOP_ORDER) {
            group.stream().map(this::of).parallel().forEach(Part::stop);
        }
    }

    private PostgresServer postgres(Member member) {
        PostgresServer server = new PostgresServer(
                member.partName(), data.path().resolve(member.partName()), addresses.port(member), data.log(member));
        members.put(member, server.part());
        return server;
    }

    private void service(Member member, String module, String readyPath, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(options.settings().getOrDefault(member, Map.of()));
        members.put(
                member,
                JavaService.of(
                        member.partName(),
                        module,
                        addresses.http(member) + readyPath,
                        all,
                        data.log(member),
                        options.jvm()));
    }
}
