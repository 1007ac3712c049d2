package hourglass.events;

import java.util.List;

/// Names of the topics. Partition counts never change after creation.
public final class Topics {
    public static final String REQUESTS = "hourglass.requests";
    public static final String DECISIONS = "hourglass.decisions";
    public static final String GRANTS = "hourglass.grants";
    public static final String EXPIRIES = "hourglass.expiries";
    public static final String DRIFT = "hourglass.drift";
    public static final String CATALOG = "hourglass.catalog";
    public static final String DIRECTORY = "hourglass.directory";
    public static final String POLICIES = "hourglass.policies";
    public static final String PEOPLE = "hourglass.people";
    public static final String HEARTBEATS = "hourglass.heartbeats";
    public static final String CHECKPOINTS = "hourglass.checkpoints";

    /// All of them, in the order in which access flows.
    public static final List<String> ALL = List.of(
            REQUESTS,
            DECISIONS,
            GRANTS,
            EXPIRIES,
            DRIFT,
            CATALOG,
            DIRECTORY,
            POLICIES,
            PEOPLE,
            HEARTBEATS,
            CHECKPOINTS);

    private Topics() {}

    /// The dead letter topic of one consumer of a topic: `<topic>.<consumer>.dlt`.
    public static String deadLetters(String topic, String consumer) {
        return topic + "." + consumer + ".dlt";
    }
}
