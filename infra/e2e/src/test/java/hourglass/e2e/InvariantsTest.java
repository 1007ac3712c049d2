package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.invariants.History;
import hourglass.e2e.invariants.Invariants;
import hourglass.e2e.invariants.Told;
import hourglass.events.Topics;
import hourglass.local.parts.PostgresServer;
import hourglass.local.stack.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What must hold over everything that all other journeys and faults left on the topics; runs last. That each of
/// these invariants sees what it is there for is `InvariantsCatchTest`'s to show.
@Order(Integer.MAX_VALUE)
class InvariantsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Without these the invariants would have looked at nothing.
    private static final List<String> SEEN = List.of(
            "ApprovalRecorded",
            "RequestCancelled",
            "EndRequested",
            "ReviewRecorded",
            "GrantActivated",
            "GrantExpired",
            "GrantEnding",
            "GrantFailed",
            "GrantRevoked",
            "RevocationOverdue",
            "PolicySetRejected",
            "AttemptRefused");

    private final Stack stack = Stack.running();
    private final Wire topics = stack.topics();

    @Test
    void everythingThatWasToldKeepsTheInvariants() throws Exception {
        topics.settled();
        List<Told> told = told();
        assertThat(told).extracting(Told::type).containsAll(SEEN);
        Invariants invariants = new Invariants(
                allowanceKey(), new DecidedAgain(stack.local().policies().bare()));
        assertThat(invariants.brokenBy(new History(told))).isEmpty();
    }

    /// I10, of the sample that is left at the end.
    @Test
    void onTheTargetsIsOnlyWhatAnUnfinishedGrantExplains() throws SQLException {
        topics.settled();
        Set<String> there = new TreeSet<>();
        for (Member target : List.of(Member.STAGING_DB, Member.PRODUCTION_DB)) {
            there.addAll(memberships(target));
        }
        assertThat(new History(told()).unfinished()).containsAll(there);
    }

    /// Of accounts in entitlements; what the set-up gave to grant-service itself is none.
    private Set<String> memberships(Member target) throws SQLException {
        Set<String> memberships = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(
                        stack.local().addresses().jdbc(target, "postgres"), PostgresServer.SUPERUSER, "");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT member.rolname, role.rolname FROM pg_auth_members"
                                + " JOIN pg_roles member ON member.oid = member JOIN pg_roles role ON role.oid = roleid"
                                + " WHERE role.rolname NOT LIKE 'pg_%' AND member.rolname <> 'hourglass'")) {
            while (rows.next()) {
                memberships.add(target.partName() + " " + rows.getString(1) + " " + rows.getString(2));
            }
        }
        return memberships;
    }

    @Test
    void theLogHoldsExactlyWhatWasTold() {
        topics.settled();
        stack.auditor().logHoldsExactly(topics);
    }

    @Test
    void noDeadLetterIsLeft() {
        topics.settled();
        for (String topic : Wire.deadLetterTopics()) {
            assertThat(topics.raw(topic)).as(topic).isEmpty();
        }
    }

    private List<Told> told() {
        return Topics.ALL.stream()
                .flatMap(topic -> topics.all(topic).stream())
                .map(event -> new Told(
                        event.topic(), event.key(), event.type(), event.writer(), JSON.readTree(event.value())))
                .collect(Collectors.toList());
    }

    private PublicKey allowanceKey() throws IOException, GeneralSecurityException {
        Path pem = stack.local().allowanceKey();
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
