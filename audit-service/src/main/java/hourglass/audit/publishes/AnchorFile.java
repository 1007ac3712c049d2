package hourglass.audit.publishes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The newest signed checkpoint in a file, outside of the database.
public final class AnchorFile implements Anchor {
    private final Path folder;
    private final Path file;

    /// The file `checkpoint` in a folder.
    ///
    /// @param folder made when it is not there
    public AnchorFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("checkpoint");
    }

    @Override
    public Optional<String> read() throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void write(String note) throws IOException {
        Files.createDirectories(folder);
        Path next = folder.resolve("checkpoint.next");
        Files.writeString(next, note, StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
