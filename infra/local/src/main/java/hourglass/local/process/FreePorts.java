package hourglass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/// Hands out TCP ports of the loopback address, none of them twice in one process.
public final class FreePorts {
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /// A port that nobody listens on.
    public static int any() {
        while (true) {
            int port = bind(0);
            if (give(port)) {
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
        try {
            bind(port);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int bind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " is taken", e);
        }
    }

    private static synchronized boolean give(int port) {
        return GIVEN.add(port);
    }
}
