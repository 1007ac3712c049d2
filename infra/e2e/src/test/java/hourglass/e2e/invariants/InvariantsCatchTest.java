package hourglass.e2e.invariants;

import static hourglass.e2e.invariants.ALife.REQUEST;
import static hourglass.e2e.invariants.ALife.micros;
import static hourglass.e2e.invariants.Bug.set;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.Topics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each invariant sees the faults that it is there for: a lawful history with one deliberate bug in it.
class InvariantsCatchTest {
    @Test
    void aLawfulLifeBreaksNothing() {
        ALife life = new ALife();
        assertThat(life.invariants().brokenBy(life.history())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aBugIsCaught(Bug bug) {
        ALife life = bug.make().apply(new ALife());
        assertThat(life.invariants().brokenBy(life.history()))
                .hasEntrySatisfying(
                        bug.invariant(), broken -> assertThat(broken).anyMatch(it -> it.contains(bug.says())));
    }

    @ParameterizedTest
    @MethodSource("lawful")
    void whatMayHappenBreaksNothing(Bug noBug) {
        ALife life = noBug.make().apply(new ALife());
        assertThat(life.invariants().brokenBy(life.history())).isEmpty();
    }

    static Stream<Bug> lawful() {
        return Stream.of(
                new Bug("a record is published twice", "", "", life -> life.again("GrantStarted", 1, it -> {})),
                new Bug(
                        "a decision is taken and signed again",
                        "",
                        "",
                        life -> life.again("AccessDecided", 2, it -> it.put("allowance", "signed.once.more"))),
                new Bug(
                        "removal is late and told to be",
                        "",
                        "",
                        life -> life.change(
                                        "GrantRevoked",
                                        3,
                                        it -> set(it, "verifiedAt", 90)
                                                .withObject("meta")
                                                .put("sequence", 4))
                                .tell(
                                        Topics.GRANTS,
                                        "RevocationOverdue",
                                        REQUEST,
                                        "g9",
                                        "",
                                        3,
                                        79,
                                        "'dueAt':" + micros(73))
                                .before("GrantRevoked", 4, "RevocationOverdue", 3)),
                new Bug(
                        "drift that is mended at once",
                        "",
                        "",
                        life -> life.tell(Topics.DRIFT, "DriftFound", "db/alice", "f1", "", 1, 100, TimeBugs.drift())
                                .tell(Topics.DRIFT, "DriftCleared", "db/alice", "f2", "", 2, 110, "'findingId':'f'")));
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                        TellingBugs.sequences(),
                        TellingBugs.answers(),
                        TellingBugs.paths(),
                        AccessBugs.allowed(),
                        AccessBugs.votes(),
                        TimeBugs.orders(),
                        TimeBugs.times(),
                        TimeBugs.removals())
                .flatMap(bugs -> bugs);
    }
}
