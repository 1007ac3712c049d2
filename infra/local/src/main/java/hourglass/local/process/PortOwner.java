package hourglass.local.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who listens on a TCP port, as Linux's `/proc` tells it.
public final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";

    private PortOwner() {}

    /// Name and process id, as in `java (4711)`; empty when nobody listens there, it is another user's, or the
    /// platform doesn't say.
    public static Optional<String> of(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .map(PROC::resolve)
                .flatMap(table -> sockets(table, port))
                .flatMap(inode -> holder("socket:[" + inode + "]").stream())
                .findFirst();
    }

    /// Inodes of the sockets that listen there: column 10 of the lines with that local port in column 2.
    private static Stream<String> sockets(Path table, int port) {
        String local = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> List.of(line.strip().split("\\s+", -1)))
                    .filter(columns -> columns.size() > 9
                            && columns.get(1).endsWith(local)
                            && columns.get(3).equals(LISTENS))
                    .map(columns -> columns.get(9));
        } catch (IOException e) {
            return Stream.empty(); // no such table here
        }
    }

    private static Optional<String> holder(String socket) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (" + process.getFileName() + ")");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty(); // it has ended meanwhile
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false; // it is another user's, or has just ended
        }
        return false;
    }
}
