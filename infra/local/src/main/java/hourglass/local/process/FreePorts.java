package hourglass.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Hands out TCP ports of the loopback address, none of them twice in one process.
public final class FreePorts {
    /// Below 32768, from where on Linux hands out ports by itself: a port there can be gone before it is used, or be
    /// the near end of somebody's connection while its server is down.
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /// A port that nobody listens on.
    public static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && give(port)) {
                return port;
            }
        }
    }

    /// The wanted port, or the nearest free one 10, 20, 30 … above it, or any.
    ///
    /// @param wanted 1 to 65535
    public static int near(int wanted) {
        for (int port = wanted; port <= Math.min(65_535, wanted + 100); port += 10) {
            if (isFree(port) && give(port)) {
                return port;
            }
        }
        return any();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false; // somebody listens there
        }
    }

    private static synchronized boolean give(int port) {
        return GIVEN.add(port);
    }
}
