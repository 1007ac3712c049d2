package hourglass.audit.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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

    /// A bundle of the longest entries has 16 MiB, a payload what Kafka takes as one record.
    int LARGEST = 64 << 20;

    /// The file's bytes, unpacked; absent when there is no such file.
    Optional<InputStream> stream(String name) throws IOException;

    /// The file in one piece.
    ///
    /// @throws IOException when it has more than [#LARGEST] bytes, as only somebody's trap has
    default Optional<byte[]> read(String name) throws IOException {
        Optional<InputStream> stream = stream(name);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException(
                        "the file '%s' in it has more than 64 MiB: no file of a log has.".formatted(name));
            }
            return Optional.of(bytes);
        }
    }

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
        public Optional<InputStream> stream(String name) throws IOException {
            return names.contains(name) ? Optional.of(Files.newInputStream(root.resolve(name))) : Optional.empty();
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
        public Optional<InputStream> stream(String name) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            return entry == null ? Optional.empty() : Optional.of(zip.getInputStream(entry));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
