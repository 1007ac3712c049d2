package hourglass.local.stack;

import hourglass.local.process.FreePorts;
import hourglass.local.process.PortOwner;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Which member of the stack listens where. A port that was taken is replaced by a free one; what was chosen is kept
/// with the data, so that addresses stay the same from one start to the next.
final class Ports {
    private final Path file;
    private final boolean anyWillDo;
    private final Properties kept = new Properties();
    private final List<String> moved = new ArrayList<>();

    /// Ports for the data in a folder.
    ///
    /// @param folder the stack's data
    /// @param anyWillDo true to take free ports and keep away from the usual ones, for tests
    Ports(Path folder, boolean anyWillDo) {
        this.file = folder.resolve("ports.properties");
        this.anyWillDo = anyWillDo;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /// The port of one member.
    int of(Member member) {
        int wanted = Integer.parseInt(kept.getProperty(member.partName(), "0"));
        if (wanted == 0) {
            wanted = member.usualPort();
        }
        int port = anyWillDo && !kept.containsKey(member.partName()) ? FreePorts.any() : FreePorts.near(wanted);
        if (!anyWillDo && port != wanted) {
            String by = PortOwner.of(wanted).map(owner -> " by " + owner).orElse("");
            moved.add(wanted + " was taken" + by + ": " + member.partName() + " is on " + port);
        }
        kept.setProperty(member.partName(), Integer.toString(port));
        return port;
    }

    /// One sentence for each port that was taken by somebody else.
    List<String> moved() {
        return List.copyOf(moved);
    }

    void keep() {
        try (Writer writer = Files.newBufferedWriter(file)) {
            kept.store(writer, "Chosen at the first start");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file + ": " + e.getMessage(), e);
        }
    }
}
