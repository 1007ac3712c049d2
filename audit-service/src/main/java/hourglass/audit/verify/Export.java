package hourglass.audit.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The files of an exported log, in a folder or a zip.
interface Export extends Closeable {
    /// Name of the file with the newest signed checkpoint.
    String CHECKPOINT = "checkpoint";
    /// Name of the file with the log's verifier key.
    String KEY = "key";
    /// Folder of the bodies of entries that are in the log by hash, a file each, named by the entry's number.
    String PAYLOADS = "payload/";

    /// Names of all files, with `/` between folders.
    NavigableSet<String> names();

    Optional<byte[]> read(String name) throws IOException;

    static Export open(Path path) throws IOException {
        return Files.isDirectory(path) ? Folder.of(path) : Zip.of(path);
    }

    /// Files in a folder.
    record Folder(Path root, NavigableSet<String> names) implements Export {
        static Folder of(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                NavigableSet<String> names = new TreeSet<>();
                files.filter(file -> !Files.isDirectory(file))
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .forEach(names::add);
                return new Folder(root, names);
            }
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            return names.contains(name) ? Optional.of(Files.readAllBytes(root.resolve(name))) : Optional.empty();
        }

        @Override
        public void close() {}
    }

    /// Files in a zip.
    record Zip(ZipFile zip, NavigableSet<String> names) implements Export {
        static Zip of(Path path) throws IOException {
            ZipFile zip = new ZipFile(path.toFile());
            NavigableSet<String> names = new TreeSet<>();
            zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .forEach(names::add);
            return new Zip(zip, names);
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (var in = zip.getInputStream(entry)) {
                return Optional.of(in.readAllBytes());
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
