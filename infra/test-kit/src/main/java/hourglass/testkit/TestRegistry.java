package hourglass.testkit;

import hourglass.local.parts.Jvm;
import hourglass.local.parts.SchemaRegistry;
import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import org.jspecify.annotations.Nullable;

/// The schema registry with the Confluent API, compatibility FULL_TRANSITIVE, on a database of its own.
public final class TestRegistry {
    private static @Nullable SchemaRegistry registry;

    private TestRegistry() {}

    /// Base address of the Confluent API.
    public static String url() {
        return registry().url();
    }

    /// The registry's process, for tests that break it. They mend it, too: other tests of this JVM use it.
    public static synchronized SchemaRegistry registry() {
        if (registry == null) {
            Database database = TestPostgres.database();
            registry = new SchemaRegistry(
                    FreePorts.any(),
                    database.url(),
                    database.user(),
                    database.password(),
                    Scratch.directory().resolve("registry.log"),
                    Jvm.QUICK_START);
            registry.start();
        }
        return registry;
    }
}
