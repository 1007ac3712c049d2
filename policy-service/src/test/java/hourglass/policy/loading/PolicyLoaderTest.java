package hourglass.policy.loading;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Loading;
import hourglass.policy.PolicySet;
import hourglass.policy.Repo;
import hourglass.policy.git.Bounds;
import hourglass.policy.git.GitRemote;
import hourglass.policy.git.PolicyRepository;
import hourglass.policy.git.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two loaders, each with a copy of its own, that share a topic.
class PolicyLoaderTest {
    private static final PolicySet SET = Repo.seed().set();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T09:00:00Z"));

    @TempDir
    Path directory;

    private final Topic topic = new Topic();
    private GitRemote remote;
    private Loader first;
    private Loader second;

    @BeforeEach
    void open() {
        remote = GitRemote.in(directory.resolve("remote.git"));
        first = new Loader("first.git");
        second = new Loader("second.git");
    }

    @AfterEach
    void close() {
        first.copy.close();
        second.copy.close();
        remote.close();
    }

    @Test
    void takesNoOldCopyForARewrittenHistoryWhileTheRepositoryIsAway() throws Exception {
        String old = commit(1);
        first.refresh();
        second.refresh();
        String newest = commit(2);
        first.refresh();

        away();
        second.refresh();
        assertThat(topic.rejected()).isEmpty();
        assertThat(second.uses()).isEqualTo(old);
        assertThat(second.raised).containsExactlyInAnyOrder(Alarms.UNREACHABLE, Alarms.NOT_HERE);

        back();
        second.refresh();
        assertThat(second.uses()).isEqualTo(newest);
        assertThat(second.raised).isEmpty();
        remote.move(old);
        second.refresh();
        assertThat(topic.rejected()).as("moved back indeed").containsExactly(old);
    }

    @Test
    void waitsForTheNextFetchWhenTheTopicIsAheadOfTheLast() {
        commit(1);
        first.refresh();
        second.refresh();
        topic.beforeReading = () -> {
            commit(2);
            first.refresh();
        };

        second.refresh();
        assertThat(first.uses()).isEqualTo(remote.head()).isNotEqualTo(second.uses());
        assertThat(topic.rejected()).isEmpty();
        assertThat(second.raised).containsExactly(Alarms.NOT_HERE);

        second.refresh();
        assertThat(second.uses()).isEqualTo(remote.head());
        assertThat(second.raised).isEmpty();
    }

    @Test
    void offersNothingThatTheRepositoryMayHaveTakenBackMeanwhile() throws Exception {
        commit(1);
        first.copy.fetch();

        away();
        first.refresh();
        assertThat(topic.events).isEmpty();

        back();
        first.refresh();
        assertThat(first.uses()).isEqualTo(remote.head());
    }

    private String commit(int number) {
        return remote.commit(Map.of("a.yaml", String.valueOf(number)));
    }

    private void away() throws IOException {
        Files.move(remote.directory(), directory.resolve("away.git"));
    }

    private void back() throws IOException {
        Files.move(directory.resolve("away.git"), remote.directory());
    }

    private final class Loader implements Alarms {
        private final Set<String> raised = new TreeSet<>();
        private final PolicyRepository copy;
        private final PolicySets sets;
        private final PolicyLoader loader;

        Loader(String folder) {
            Remote at = new Remote(remote.url(), "main", null, null, Duration.ofSeconds(10));
            copy = PolicyRepository.open(directory.resolve(folder), at, Bounds.USUAL, CLOCK);
            sets = new PolicySets(copy, Duration.ofHours(24), CLOCK);
            SetBuilder builder = (_, _) -> new Loading.Accepted(SET);
            loader = new PolicyLoader(copy, topic, topic, builder, sets, this, CLOCK);
        }

        void refresh() {
            loader.refresh();
        }

        String uses() {
            return sets.current().orElseThrow().policy().commit();
        }

        @Override
        public void raise(String name, String detail) {
            raised.add(name);
        }

        @Override
        public void clear(String name) {
            raised.remove(name);
        }

        @Override
        public void rejected(RejectedCommit commit) {
            assertThat(commit.code()).isEqualTo("not-fast-forward");
        }
    }

    private static final class Topic implements PolicyLog, PolicyAnnouncements {
        private final List<PolicyEvent> events = new ArrayList<>();
        private Runnable beforeReading = () -> {};

        @Override
        public PolicyHistory readToEnd() {
            Runnable before = beforeReading;
            beforeReading = () -> {};
            before.run();
            return new PolicyHistory(events);
        }

        @Override
        public boolean accept(AcceptedSet accepted, PolicySet content) {
            return events.add(accepted);
        }

        @Override
        public boolean reject(RejectedCommit rejected, long serial) {
            return events.add(rejected);
        }

        List<String> rejected() {
            return events.stream()
                    .filter(RejectedCommit.class::isInstance)
                    .map(PolicyEvent::commit)
                    .toList();
        }
    }
}
