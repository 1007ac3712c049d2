package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AccessDecided;
import hourglass.events.Outcome;
import hourglass.events.PersonPublished;
import hourglass.events.PolicySetAccepted;
import hourglass.events.PolicySetRejected;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// From commits to numbered sets that decide, on a real broker, registry and Git repository.
class LoadingTest {
    private static final String DATABASES = "policies/payments/databases.yaml";
    private static final String PEOPLE = "directory.yaml";
    private static final Map<String, String> SEED = SeedPolicies.files();

    @Test
    void publishesCatalogAndDirectoryWithTheFirstSetAndLaterOnlyWhatChanged() {
        try (Log policies = Running.INSTANCE.log(Topics.POLICIES);
                Log catalog = Running.INSTANCE.log(Topics.CATALOG);
                Log people = Running.INSTANCE.log(Topics.DIRECTORY)) {
            PolicySetAccepted first = policies.first(PolicySetAccepted.class, event -> true);
            assertThat(first.getPolicy().getSerial()).isEqualTo(1);
            assertThat(first.getPreviousCommit()).isEmpty();
            assertThat(catalog.all(ResourcePublished.class))
                    .filteredOn(resource -> resource.getSerial() == 1)
                    .extracting(resource -> resource.getMeta().getAggregate())
                    .contains("payments-staging", "payments-eu")
                    .doesNotContain("prod-eu");

            Running.accept(SEED);
            long serial = Running.accept(SeedPolicies.with(PEOPLE, "name: Bob Kaya", "name: Robert Kaya"))
                    .getPolicy()
                    .getSerial();
            people.first(PersonPublished.class, person -> person.getSerial() == serial);
            assertThat(people.all(PersonPublished.class))
                    .filteredOn(person -> person.getSerial() == serial)
                    .singleElement()
                    .satisfies(person -> {
                        assertThat(person.getMeta().getAggregate()).isEqualTo("bob");
                        assertThat(person.getName()).isEqualTo("Robert Kaya");
                        assertThat(person.getMeta().getSequence()).isEqualTo(serial);
                    });
            assertThat(catalog.all(ResourcePublished.class)).noneMatch(resource -> resource.getSerial() == serial);
        }
    }

    @Test
    void publishesAResourceAgainWhenAPolicyChangesWhatItsRolesGive() {
        Running.accept(SEED);
        long serial = Running.accept(
                        SeedPolicies.with(DATABASES, "  default: 30m\n  max: 1h", "  default: 20m\n  max: 1h"))
                .getPolicy()
                .getSerial();
        try (Log catalog = Running.INSTANCE.log(Topics.CATALOG)) {
            catalog.first(ResourcePublished.class, resource -> resource.getSerial() == serial);
            assertThat(catalog.all(ResourcePublished.class))
                    .filteredOn(resource -> resource.getSerial() == serial)
                    .singleElement()
                    .satisfies(resource -> {
                        assertThat(resource.getMeta().getAggregate()).isEqualTo("ledger");
                        assertThat(resource.getRoles())
                                .filteredOn(role -> role.getRole().equals("writer"))
                                .singleElement()
                                .satisfies(role -> {
                                    assertThat(role.getDefaultSeconds()).hasValue(20 * 60);
                                    assertThat(role.getMaxSeconds()).hasValue(60 * 60);
                                    assertThat(role.getBreakGlass()).hasValue(false);
                                });
                    });
        }
        Running.accept(SEED);
    }

    @Test
    void marksWhatLeftTheCatalogAsRemoved() {
        Map<String, String> more = new TreeMap<>(SEED);
        more.put("catalog/archive.yaml", """
                kind: Catalog
                id: archive
                title: What the archive keeps
                resources:
                  archive:
                    title: Archive
                    type: database
                    target: staging-db
                    project: payments
                    service: payments-db
                    environment: development
                    sensitivity: normal
                    roles:
                      reader:
                        entitlements: [archive_reader]
                """);
        long serial = Running.accept(more).getPolicy().getSerial();
        Running.accept(SEED);
        try (Log catalog = Running.INSTANCE.log(Topics.CATALOG)) {
            assertThat(catalog.first(ResourcePublished.class, resource -> resource.getSerial() == serial))
                    .satisfies(resource -> {
                        assertThat(resource.getMeta().getAggregate()).isEqualTo("archive");
                        assertThat(resource.getRemoved()).isFalse();
                    });
            assertThat(catalog.first(ResourcePublished.class, resource -> resource.getSerial() == serial + 1))
                    .satisfies(resource -> {
                        assertThat(resource.getMeta().getAggregate()).isEqualTo("archive");
                        assertThat(resource.getRemoved()).isTrue();
                    });
        }
    }

    @Test
    void decidesByTheNewestCommitAtTheMomentOfTheLastAsk() {
        Running.accept(SEED);
        Asks first = Asks.of("alice", "payments-staging", "reader", now()).reason("payment 4713 is stuck since nine");
        Running.INSTANCE.send(first);
        Map<String, String> tightened = new TreeMap<>(SEED);
        tightened.put("guardrails/tighter.yaml", """
                kind: Guardrail
                id: tighter
                title: Nobody goes near payment 4713
                target: {}
                deny:
                  untouchable:
                    expr: request.reason.contains('4713')
                    message: Leave it alone.
                """);
        PolicySetAccepted accepted = Running.accept(tightened);
        Running.INSTANCE.send(
                first.next(now(), List.of()).atLeast(accepted.getPolicy().getSerial()));

        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            AccessDecided before = decisions.first(AccessDecided.class, answer -> isAnswer(answer, first, 1));
            AccessDecided after = decisions.first(AccessDecided.class, answer -> isAnswer(answer, first, 2));
            assertThat(before.getOutcome()).isEqualTo(Outcome.ALLOW);
            assertThat(after.getOutcome()).isEqualTo(Outcome.DENY);
            assertThat(after.getFailed()).containsExactly("tighter/untouchable");
            assertThat(after.getAllowance()).isEmpty();
            assertThat(after.getPolicy()).isEqualTo(accepted.getPolicy());
        }
    }

    @Test
    void rejectsBadCommitsOneByOneSayingWhereAndGoesOnWithTheNextGoodOne() {
        Running.accept(SEED);
        long serial = Running.serial();
        Map<String, String> whatIsWrong = new LinkedHashMap<>();
        whatIsWrong.put(bad(DATABASES, "title: Members of", "title: [Members of"), "parse");
        whatIsWrong.put(bad(DATABASES, "title: Members of", "titel: Members of"), "structure");
        whatIsWrong.put(bad(DATABASES, "resource.project in requester.projects", "resource.project == 7"), "types");
        whatIsWrong.put(
                bad(DATABASES, "\n        from: lead-of:requester.team", "\n        from: group:nobody"), "links");
        whatIsWrong.put(bad(DATABASES, "  default: 4h\n  max: 8h", "  default: 1h\n  max: 2h"), "tests");
        whatIsWrong.put(
                bad(DATABASES, "kind: AccessPolicy", "# " + "x".repeat(1 << 20) + "\nkind: AccessPolicy"), "read");
        String last = Running.REMOTE.commit(SEED);
        assertThat(Running.waitFor(last).getPolicy().getSerial()).isEqualTo(serial + 1);

        try (Log policies = Running.INSTANCE.log(Topics.POLICIES)) {
            whatIsWrong.forEach((commit, stage) -> {
                PolicySetRejected rejected = policies.first(
                        PolicySetRejected.class, event -> event.getCommit().equals(commit));
                assertThat(rejected.getStage()).as("%s", rejected).isEqualTo(stage);
                assertThat(rejected.getFile()).as("%s", rejected).isPresent();
                assertThat(rejected.getLine().orElse(0)).as("%s", rejected).isPositive();
                assertThat(rejected.getColumn().orElse(0)).as("%s", rejected).isPositive();
                assertThat(rejected.getReason()).isNotBlank();
            });
            assertThat(policies.all(PolicySetRejected.class))
                    .extracting(PolicySetRejected::getCommit)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesARewrittenHistoryAndAnOldCommitPushedBackAndKeepsTheLastGoodSet() {
        PolicySetAccepted old = Running.accept(SEED);
        PolicySetAccepted good = Running.accept(SeedPolicies.with(PEOPLE, "name: Bob Kaya", "name: B. Kaya"));
        String rewritten = Running.REMOTE.commitOn(
                List.of(old.getPolicy().getCommit()), SeedPolicies.with(PEOPLE, "name: Bob Kaya", "name: X"));
        try (Log policies = Running.INSTANCE.log(Topics.POLICIES)) {
            Running.REMOTE.move(rewritten);
            PolicySetRejected refusal = policies.first(
                    PolicySetRejected.class, event -> event.getCommit().equals(rewritten));
            assertThat(refusal.getStage()).isEqualTo("history");
            assertThat(refusal.getReason()).contains(good.getPolicy().getCommit(), "Only fast-forward");

            Running.REMOTE.move(old.getPolicy().getCommit());
            policies.first(
                    PolicySetRejected.class,
                    event -> event.getCommit().equals(old.getPolicy().getCommit()));
            assertThat(Running.serial()).isEqualTo(good.getPolicy().getSerial());
        } finally {
            Running.REMOTE.move(good.getPolicy().getCommit());
        }
        assertThat(Running.accept(SEED).getPolicy().getSerial())
                .isEqualTo(good.getPolicy().getSerial() + 1);
    }

    @Test
    void numbersWithoutAGapWhenSeveralInstancesLoadAtOnce() {
        Running.accept(SEED);
        List<String> commits = new ArrayList<>();
        try (Instance second = Running.another("second");
                Instance third = Running.another("third")) {
            for (int i = 0; i < 8; i++) {
                commits.add(Running.REMOTE.commit(SeedPolicies.with(PEOPLE, "name: Bob Kaya", "name: Bob Kaya " + i)));
                commits.add(Running.REMOTE.commit(Map.of("broken.yaml", "number: " + i)));
            }
            commits.add(Running.REMOTE.commit(SEED));
            Running.waitFor(commits.getLast());
            second.waitFor(Running.serial());
            third.waitFor(Running.serial());
        }
        try (Log policies = Running.INSTANCE.log(Topics.POLICIES)) {
            policies.first(
                    PolicySetAccepted.class,
                    event -> event.getPolicy().getCommit().equals(commits.getLast()));
            List<PolicySetAccepted> accepted = policies.all(PolicySetAccepted.class);
            List<PolicySetRejected> rejected = policies.all(PolicySetRejected.class);

            assertThat(accepted)
                    .extracting(event -> event.getPolicy().getSerial())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, accepted.size()).boxed().toList());
            List<Long> sequences = new ArrayList<>();
            accepted.forEach(event -> sequences.add(event.getMeta().getSequence()));
            rejected.forEach(event -> sequences.add(event.getMeta().getSequence()));
            sequences.sort(Comparator.naturalOrder());
            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, sequences.size()).boxed().toList());
            assertThat(accepted)
                    .extracting(event -> event.getPolicy().getCommit())
                    .doesNotHaveDuplicates();
            assertThat(rejected).extracting(PolicySetRejected::getCommit).doesNotHaveDuplicates();
            assertThat(rejected).extracting(PolicySetRejected::getCommit).contains(commits.get(1), commits.get(15));
        }
    }

    private static boolean isAnswer(AccessDecided decided, Asks ask, int number) {
        return decided.getMeta().getAggregate().equals(ask.content().getRequestId())
                && decided.getMeta().getSequence() == number;
    }

    private static String bad(String path, String old, String next) {
        return Running.REMOTE.commit(SeedPolicies.with(path, old, next));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
