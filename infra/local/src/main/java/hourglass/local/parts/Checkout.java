package hourglass.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;

/// The source tree that this program was started in, where Maven has put the parts.
public final class Checkout {
    private Checkout() {}

    /// Its top folder, looked for from the working directory upwards.
    ///
    /// @throws IllegalStateException outside of a checkout
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/parts/kafka/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                start + " is not inside a checkout of Hourglass. Change into one and start again.");
    }

    /// A file or folder that the build makes.
    ///
    /// @param path relative to the top folder, such as `infra/parts/kafka/target/lib`
    /// @throws IllegalStateException when it isn't there
    public static Path built(String path) {
        Path found = root().resolve(path);
        if (!Files.exists(found)) {
            String module = path.substring(0, path.indexOf("/target"));
            throw new IllegalStateException(found + " is missing. Run: mvn -DskipTests -pl " + module + " -am package");
        }
        return found;
    }
}
