package hourglass.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/// What PostgreSQL and Kafka of the tests are: containers where a Docker engine answers, else child processes. The
/// system property `hourglass.test.containers` (or the environment variable `HOURGLASS_TEST_CONTAINERS`) says
/// `auto`, `always` or `never`; the run says on standard output what it took.
enum Parts {
    CONTAINERS,
    PROCESSES;

    private static @Nullable Parts chosen;

    static synchronized Parts chosen() {
        if (chosen == null) {
            chosen = choose(wish());
        }
        return chosen;
    }

    private static Parts choose(String wish) {
        return switch (wish) {
            case "never" -> said(PROCESSES, "child processes, as asked for");
            case "always" -> {
                if (!engineAnswers()) {
                    throw new IllegalStateException("hourglass.test.containers is 'always', but no Docker engine"
                            + " answers. Start one, set DOCKER_HOST, or leave the property out.");
                }
                yield said(CONTAINERS, "containers, as asked for");
            }
            case "auto" ->
                engineAnswers()
                        ? said(CONTAINERS, "containers: a Docker engine answers")
                        : said(PROCESSES, "child processes: no Docker engine answers");
            default ->
                throw new IllegalArgumentException(
                        "hourglass.test.containers is '" + wish + "'; it can be auto, always or never");
        };
    }

    private static Parts said(Parts parts, String why) {
        System.out.println("Test kit: PostgreSQL and Kafka run as " + why + ".");
        return parts;
    }

    private static String wish() {
        String environment = System.getenv().getOrDefault("HOURGLASS_TEST_CONTAINERS", "auto");
        return System.getProperty("hourglass.test.containers", environment).toLowerCase(Locale.ROOT);
    }

    private static boolean engineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }
}
