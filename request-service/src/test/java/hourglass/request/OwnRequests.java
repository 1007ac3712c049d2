package hourglass.request;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// For tests of what looks at all requests: no others are there, and what a test does to the seed is undone.
abstract class OwnRequests extends RealParts {
    @BeforeEach
    void leaveOnlyThisTestsRequests() {
        jdbc.sql("TRUNCATE request CASCADE").update();
    }

    /// Other classes share this database and its seed.
    @AfterEach
    void leaveTheSeedToBeWrittenAgain() {
        jdbc.sql("TRUNCATE request, identity, person, resource CASCADE").update();
        jdbc.sql("DELETE FROM policy_set WHERE serial > 1").update();
    }
}
