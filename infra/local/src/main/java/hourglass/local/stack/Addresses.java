package hourglass.local.stack;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Where everything listens, all of it on this machine.
///
/// @param ports by member
public record Addresses(Map<Member, Integer> ports) {
    /// Copies the ports.
    public Addresses {
        ports = Map.copyOf(ports);
    }

    static Addresses of(Ports ports) {
        Map<Member, Integer> chosen = new EnumMap<>(Member.class);
        for (Member member : Member.values()) {
            chosen.put(member, ports.of(member));
        }
        return new Addresses(chosen);
    }

    /// The TCP port of a member.
    public int port(Member member) {
        return Objects.requireNonNull(ports.get(member));
    }

    /// Base address of a member that speaks HTTP, without a slash at the end.
    public String http(Member member) {
        return "http://localhost:" + port(member);
    }

    /// What Kafka clients connect to first.
    public String bootstrapServers() {
        return "localhost:" + port(Member.KAFKA);
    }

    /// Base address of the registry's Confluent API.
    public String registry() {
        return http(Member.REGISTRY) + "/apis/ccompat/v7";
    }

    /// JDBC address of a database of a member that is a PostgreSQL server.
    public String jdbc(Member server, String database) {
        return "jdbc:postgresql://localhost:" + port(server) + "/" + database;
    }

    /// A catalog file of the example with the real ports of the targets in its `connect` lines.
    String inCatalog(String text) {
        String real = text;
        for (Member target : new Member[] {Member.STAGING_DB, Member.PRODUCTION_DB}) {
            real = real.replace("localhost:" + target.usualPort() + "/", "localhost:" + port(target) + "/");
        }
        return real;
    }
}
