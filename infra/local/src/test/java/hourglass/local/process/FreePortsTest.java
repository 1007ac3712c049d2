package hourglass.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void takesAnotherPortWhenTheWantedOneIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.near(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void givesNoPortTwice() {
        int first = FreePorts.any();
        assertThat(FreePorts.near(first)).isNotEqualTo(first);
    }

    @Test
    void staysBelowThePortsThatTheSystemHandsOutByItself() {
        assertThat(FreePorts.any()).isLessThan(32_768);
    }
}
