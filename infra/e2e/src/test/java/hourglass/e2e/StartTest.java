package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import hourglass.local.process.Scratch;
import hourglass.local.stack.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The local start as a whole: a taken port, Ctrl-C, a second start on its data, and `kill -9`. Runs first, while
/// no other stack shares the machine with it.
@Order(1)
class StartTest {
    private final Path data = Scratch.directory().resolve("start");
    private final Path first = Scratch.directory().resolve("start-1.out");
    private final Path second = Scratch.directory().resolve("start-2.out");

    @Test
    void startsStopsGoesOnAndLeavesNothingBehind() throws Exception {
        String id;
        String address;
        List<ProcessHandle> children;
        int wanted = Member.REQUEST_SERVICE.usualPort();
        try (ServerSocket _ = taken(wanted);
                StartScript start = new StartScript(data, first).awaitReady()) {
            address = start.at(Member.REQUEST_SERVICE);
            assertThat(start.said())
                    .containsPattern(wanted + " was taken( by .+)?: request-service is on "
                            + URI.create(address).getPort());
            assertThat(Files.readString(data.resolve("url"))).isEqualTo(address + "\n");
            id = active(start.as("alice"), address);
            children = start.children();
            assertThat(children).hasSizeGreaterThan(Member.values().length - 2);
            assertThat(start.interrupt()).as(start.said()).isIn(0, 130);
            assertThat(start.said()).contains("Stopped in ");
        }
        noneIsLeft(children);

        try (StartScript start = new StartScript(data, second).awaitReady()) {
            assertThat(start.said())
                    .contains("Goes on with the data of the last start")
                    .doesNotContain("was taken");
            assertThat(start.at(Member.REQUEST_SERVICE)).isEqualTo(address);
            Answer again = start.as("alice").get(address + "/v1/requests/" + id);
            assertThat(again.state()).isEqualTo("ACTIVE");
            children = start.children();
            start.kill();
        }
        noneIsLeft(children);
    }

    /// The guard of a start that was killed gives its parts five seconds; that of one that stopped ends at once.
    private static void noneIsLeft(List<ProcessHandle> children) {
        await("no process is left")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(children)
                        .filteredOn(ProcessHandle::isAlive)
                        .extracting(child -> child.info().commandLine())
                        .isEmpty());
    }

    /// A request that gave access, which outlives a restart.
    private static String active(Client alice, String address) {
        Answer asked = alice.post(
                address + "/v1/requests",
                Client.body("resource", "payments-staging", "role", "reader", "duration", "1h", "reason", "first try"),
                "Idempotency-Key",
                "\"a-request-that-stays\"",
                "Prefer",
                "wait=30");
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
        String id = asked.text("/id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> alice.get(address + "/v1/requests/" + id).state().equals("ACTIVE"));
        return id;
    }

    /// Somebody else's port; where it is taken already, nothing needs to be done for it.
    private static ServerSocket taken(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return socket;
    }
}
