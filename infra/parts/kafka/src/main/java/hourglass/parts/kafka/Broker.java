package hourglass.parts.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/// One Kafka broker that is its own controller. Formats its storage when that is empty, then runs in the same JVM:
/// half the start time of the two programs that Kafka ships for it.
public final class Broker {
    private Broker() {}

    /// @param args the file with the broker's settings, then the id of the cluster
    public static void main(String[] args) {
        String settings = args[0];
        String cluster = args[1];
        StorageTool.execute(
                new String[] {"format", "-t", cluster, "-c", settings, "--ignore-formatted"}, System.out);
        Kafka.main(new String[] {settings});
    }
}
