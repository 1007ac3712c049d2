package hourglass.local.stack;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Where everything listens, all of it on this machine.
///
/// @param ports by member
public record Addresses(Map<Member, Integer> ports) {
    private static final Pattern PLACE = Pattern.compile("@(\\{host}:\\{port}|localhost:\\d+)/");

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

    /// A catalog file with the real address of each target in its psql lines, for `{host}:{port}` or for where the
    /// target listened at an earlier start. A line speaks of the target that was named last above it.
    String inCatalog(String text) {
        StringBuilder real = new StringBuilder();
        String target = "";
        for (String line : text.split("(?<=\n)", -1)) {
            if (line.strip().startsWith("target:")) {
                target = line.strip().substring("target:".length()).strip();
            }
            real.append(filledIn(line, target));
        }
        return real.toString();
    }

    private String filledIn(String line, String target) {
        for (Member member : new Member[] {Member.STAGING_DB, Member.PRODUCTION_DB}) {
            if (member.partName().equals(target)) {
                return PLACE.matcher(line).replaceAll("@localhost:" + port(member) + "/");
            }
        }
        return line;
    }
}
