package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.audit.verify.Verify;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An export takes as long as its reader takes.
class SlowReaderTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    /// More than the buffers of both ends hold.
    private static final int RECORDS = 20;
    private static final int BYTES = 500_000;

    @TempDir
    Path folder;

    @Test
    void getsTheWholeLogThoughItTakesLongerThanAnAsynchronousAnswerMay() throws IOException {
        try (OwnBroker kafka = new OwnBroker(1);
                TestIssuer issuer = new TestIssuer();
                RunningAudit audit = RunningAudit.start(
                        TestPostgres.database(),
                        kafka.address(),
                        folder,
                        issuer,
                        "spring.mvc.async.request-timeout",
                        TIMEOUT.toMillis() + "ms");
                TestWriter writer = new TestWriter(kafka.address(), () -> audit.bean(Codec.class))) {
            Random random = new Random(7);
            for (int i = 0; i < RECORDS; i++) {
                byte[] large = new byte[BYTES];
                random.nextBytes(large);
                writer.send(Topics.PEOPLE, "large", large);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(audit.anchor()) && size(audit.anchor()) >= RECORDS);
            Path anchor = Files.copy(audit.anchor(), folder.resolve("checkpoint"));

            Path zip = Files.write(folder.resolve("log.zip"), slowly(audit, issuer.token("o1", "auditor")));

            PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            assertThat(Verify.run(List.of(zip.toString(), "--anchor", anchor.toString()), out, out))
                    .isZero();
        }
    }

    private static long size(Path checkpoint) throws IOException {
        return Long.parseLong(Files.readAllLines(checkpoint).get(1));
    }

    /// By HTTP/1.0, so that the body comes as it is and ends with the connection.
    private static byte[] slowly(RunningAudit audit, String token) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8_192);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), audit.port()));
            socket.getOutputStream()
                    .write("GET /v1/export HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(token)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] first = in.readNBytes(100);
            await().pollDelay(TIMEOUT.multipliedBy(5)).until(() -> true);
            byte[] rest = in.readAllBytes();
            byte[] all = Arrays.copyOf(first, first.length + rest.length);
            System.arraycopy(rest, 0, all, first.length, rest.length);
            String text = new String(all, StandardCharsets.ISO_8859_1);
            assertThat(text).startsWith("HTTP/1.1 200");
            return Arrays.copyOfRange(all, text.indexOf("\r\n\r\n") + 4, all.length);
        }
    }
}
