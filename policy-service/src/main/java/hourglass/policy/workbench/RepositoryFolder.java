package hourglass.policy.workbench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/// A policy repository as a folder: the files that a commit of it would hold.
final class RepositoryFolder {
    private static final int MOST_FILES = 20_000;

    private RepositoryFolder() {}

    /// Its YAML files, path to bytes; what is hidden or linked elsewhere is left out.
    static SortedMap<String, byte[]> read(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean hidden =
                        !path.equals(folder) && path.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                String name = path.getFileName().toString();
                boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
                if (attributes.isRegularFile() && yaml && !name.startsWith(".")) {
                    files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                }
                if (files.size() > MOST_FILES) {
                    throw new IOException("more than " + MOST_FILES + " files");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
