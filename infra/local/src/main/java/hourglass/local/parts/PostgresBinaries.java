package hourglass.local.parts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL 18.6, unpacked once beside the build.
final class PostgresBinaries {
    private static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /// The folder with `bin`, `lib` and `share`.
    static synchronized Path directory() {
        Path wanted = Checkout.root().resolve("infra/local/target/postgres-" + VERSION);
        if (!Files.isExecutable(wanted.resolve("bin/postgres"))) {
            unpackTo(wanted);
        }
        return wanted;
    }

    /// Several builds may do this at once: each unpacks for itself, the first one's folder stays.
    private static void unpackTo(Path wanted) {
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IllegalStateException("There are no PostgreSQL programs for this platform (" + archive
                        + "). Linux and macOS on x86-64 and ARM64 are served.");
            }
            Files.createDirectories(wanted.getParent());
            Path own = Files.createTempDirectory(wanted.getParent(), "postgres-unpacking-");
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(packed, own);
            moveUnlessThere(own, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't unpack PostgreSQL to " + wanted + ": " + e.getMessage(), e);
        }
    }

    private static void moveUnlessThere(Path own, Path wanted) throws IOException {
        try {
            Files.move(own, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isExecutable(wanted.resolve("bin/postgres"))) {
                throw e;
            }
            Folders.delete(own);
        }
    }

    private static void unpack(InputStream packed, Path to) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = to.resolve(entry.getName()).normalize();
                if (!path.startsWith(to)) {
                    throw new IOException("the archive has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0b001_000_000) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        boolean arm = "aarch64".equals(machine);
        return system + "-" + (arm ? "arm_64" : "x86_64");
    }
}
