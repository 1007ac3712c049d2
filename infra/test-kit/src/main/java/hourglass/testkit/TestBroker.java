package hourglass.testkit;

import hourglass.local.parts.KafkaAdmin;

/// This JVM's broker, for tests that break it. They mend it, too: other tests use it.
public interface TestBroker extends Breakable {
    /// Its address, and what one can ask of it there.
    KafkaAdmin admin();
}
