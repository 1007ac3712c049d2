package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Fuzzing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bodies that nobody sends in good faith (A19, A20): refused as what they are, soon, and nothing breaks by them.
class HostileBodiesTest extends OverHttp {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void answersEveryBodyWithSomethingThatItsSenderCanMend() {
        RequestId id = inReview("alice");
        List<String> paths = List.of(
                "/v1/requests",
                "/v1/requests:preview",
                "/v1/requests/" + id + ":approve",
                "/v1/requests/" + id + ":end");
        Fuzzing fuzzing = Fuzzing.of(HostileBodiesTest.class, body -> {
            for (String path : paths) {
                int status = send(as("bob", path)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "\"" + newKey() + "\"")
                                .POST(BodyPublishers.ofByteArray(body)))
                        .status();
                assertThat(status).as(path).isBetween(200, 499);
            }
        });

        fuzzing.replay();
        assertThat(fuzzing.change(4711, Duration.ofSeconds(2))).isPositive();
    }

    @Test
    void refusesWhatCanBeReadInTwoWays() {
        assertThat(submit("alice", newKey(), form("\"reason\":\"another\"")).text("/type"))
                .isEqualTo("/problems/malformed");
    }

    @Test
    void refusesDepthAndSizeSoon() throws IOException {
        long begun = System.nanoTime();
        assertThat(submit("alice", newKey(), form("\"ticket\":" + "[".repeat(10_000) + "]".repeat(10_000)))
                        .status())
                .isEqualTo(400);
        assertThat(answerToHeadersAlone(100_000_000)).startsWith("HTTP/1.1 413");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    /// The first line that comes back although no byte of the body is ever sent.
    private String answerToHeadersAlone(int length) throws IOException {
        String headers =
                """
                POST /v1/requests HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Idempotency-Key: "%s"
                Content-Length: %d

                """.formatted(NEIGHBOURS.token("alice"), newKey(), length).replace("\n", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(headers.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
