package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.operator;
import static hourglass.request.Fixtures.session;
import static hourglass.request.Fixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Decision.Mend;
import hourglass.request.Decision.Stage;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives of requests: whatever comes, in whatever order, the states keep to their paths and the gate holds.
class RandomLivesTest {
    private static final int LIVES = 3_000;
    private static final int STEPS = 40;
    private static final List<Caller> PEOPLE = List.of(
            caller("alice", "engineers"), caller("bob"), caller("carol", "dba"), caller("ivan"), operator("frank"));
    private static final List<AskCause> CAUSES = List.copyOf(EnumSet.allOf(AskCause.class));
    private static final Stage LEAD = stage("debug/lead", List.of("lead-of:requester.team"), "bob");
    private static final Stage DBA = stage("debug/dba", List.of("group:dba"), "carol", "bob");
    private static final Map<RequestState, Set<RequestState>> PATHS = paths();

    private static Map<RequestState, Set<RequestState>> paths() {
        Map<RequestState, Set<RequestState>> paths = new EnumMap<>(RequestState.class);
        Set<RequestState> fromOpen = EnumSet.of(
                RequestState.HELD,
                RequestState.IN_REVIEW,
                RequestState.SCHEDULED,
                RequestState.ORDERED,
                RequestState.DENIED,
                RequestState.LAPSED,
                RequestState.CANCELLED);
        for (RequestState state : RequestState.values()) {
            Set<RequestState> next = EnumSet.noneOf(RequestState.class);
            if (!state.over()) {
                next.add(state);
            }
            if (state.open()) {
                next.addAll(fromOpen);
            }
            paths.put(state, next);
        }
        Set<RequestState> ends = EnumSet.of(RequestState.ENDING, RequestState.ENDED);
        of(paths, RequestState.ORDERED).addAll(ends);
        of(paths, RequestState.ORDERED).addAll(EnumSet.of(RequestState.ACTIVE, RequestState.FAILED));
        of(paths, RequestState.ACTIVE).addAll(ends);
        of(paths, RequestState.ENDING).addAll(EnumSet.of(RequestState.ENDED, RequestState.FAILED));
        return paths;
    }

    private static Set<RequestState> of(Map<RequestState, Set<RequestState>> paths, RequestState state) {
        return paths.getOrDefault(state, Set.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepToTheirPaths(long seed) {
        Random random = new Random(seed);
        Map<RequestState, Integer> seen = new HashMap<>();
        for (int life = 0; life < LIVES; life++) {
            RequestState end = new Life(random).live();
            seen.merge(end, 1, Integer::sum);
        }
        assertThat(seen.keySet())
                .contains(
                        RequestState.DENIED,
                        RequestState.LAPSED,
                        RequestState.CANCELLED,
                        RequestState.FAILED,
                        RequestState.ENDED);
    }

    /// One life, with all that was ever sent in it.
    private static final class Life {
        private final Random random;
        private final List<Event> events = new ArrayList<>();
        private final List<Command> sent = new ArrayList<>();
        private AccessRequest request;
        private Around around = Around.at(NINE);
        private long grants;

        Life(Random random) {
            this.random = random;
            RequestId id = new RequestId(new UUID(random.nextLong(), random.nextLong()));
            Step first = RequestDecider.submit(content(id), DIGEST, session("a1"), around);
            request = first.next();
            events.addAll(first.events());
        }

        RequestState live() {
            for (int step = 0; step < STEPS; step++) {
                around = around.later(Duration.ofSeconds(random.nextInt(45)));
                if (random.nextInt(8) == 0) {
                    around = around.withSerial(around.newestSerial() + 1);
                }
                take(
                        random.nextInt(6) == 0 && !sent.isEmpty()
                                ? again(sent.get(random.nextInt(sent.size())))
                                : anything());
            }
            return RequestState.of(request);
        }

        /// The same once more; people who repeat an act do so with a new id.
        private Command again(Command command) {
            return command instanceof Command.CastVote vote
                    ? new Command.CastVote(
                            vote.caller(),
                            new UUID(random.nextLong(), 1),
                            vote.yes(),
                            vote.stage(),
                            vote.digest(),
                            vote.comment())
                    : command;
        }

        private void take(Command command) {
            AccessRequest before = request;
            Result result;
            try {
                result = RequestDecider.decide(before, command, around);
            } catch (IllegalStateException e) {
                assertThat(command).isInstanceOf(Command.HearGrant.class);
                return;
            }
            sent.add(command);
            if (result instanceof Result.Moved(var step)) {
                request = step.next();
                events.addAll(step.events());
                check(before, command, step);
            }
        }

        private void check(AccessRequest before, Command command, Step step) {
            RequestState from = RequestState.of(before);
            assertThat(of(PATHS, from)).as("from %s by %s", from, command).contains(RequestState.of(request));
            assertThat(events.stream().filter(Event.GrantOrdered.class::isInstance))
                    .hasSizeLessThan(2);
            step.events().stream().filter(Event.GrantOrdered.class::isInstance).forEach(_ -> gateHeld(before, command));
            List<Integer> asks = events.stream()
                    .flatMap(event -> asked(event).stream())
                    .map(Ask::number)
                    .toList();
            assertThat(asks)
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(1, asks.size())
                            .boxed()
                            .toList());
            assertThat(request.dossier().asks().number()).isEqualTo(asks.size());
            votesHold();
        }

        private void gateHeld(AccessRequest before, Command command) {
            Decision answer = ((Command.TakeAnswer) command).answer();
            Asks asks = before.dossier().asks();
            assertThat(answer.outcome()).isEqualTo(Decision.Outcome.ALLOW);
            assertThat(answer.ask()).isEqualTo(asks.number());
            assertThat(answer.policy().serial()).isGreaterThanOrEqualTo(around.newestSerial());
            assertThat(Duration.between(asks.askedAt(), around.now())).isLessThanOrEqualTo(Duration.ofSeconds(60));
            assertThat(events).noneMatch(Event.RequestCancelled.class::isInstance);
        }

        private void votesHold() {
            Map<PersonId, Integer> counted = new HashMap<>();
            for (Vote vote : request.dossier().votes()) {
                assertThat(vote.person()).isNotEqualTo(request.dossier().requester());
                if (!vote.didNotCount()) {
                    counted.merge(vote.person(), 1, Integer::sum);
                }
            }
            assertThat(counted.values()).allMatch(count -> count == 1);
        }

        private static List<Ask> asked(Event event) {
            return switch (event) {
                case Event.AccessRequested(var ask) -> List.of(ask);
                case Event.RequestResumed(var ask) -> List.of(ask);
                case Event.EvaluationAsked(var ask) -> List.of(ask);
                case Event.ApprovalRecorded(var _, var ask) -> List.of(ask);
                default -> List.of();
            };
        }

        private Command anything() {
            Caller someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
            return switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> new Command.TakeAnswer(answer());
                case 4, 5, 6 -> new Command.HearGrant(grantNews());
                case 7, 8 ->
                    new Command.CastVote(
                            someone, new UUID(random.nextLong(), 1), random.nextInt(4) > 0, null, DIGEST, "because");
                case 9 -> random.nextInt(6) == 0 ? new Command.Cancel(someone, null) : new Command.Resume(someone);
                case 10 -> random.nextInt(4) == 0 ? new Command.End(someone, "over") : new Command.GiveUp();
                default -> new Command.AskAgain(CAUSES.get(random.nextInt(CAUSES.size())));
            };
        }

        private Decision answer() {
            Asks asks = request.dossier().asks();
            int ask = Math.max(1, asks.number() - (random.nextInt(5) == 0 ? 1 : 0));
            long serial = Math.max(1, around.newestSerial() - (random.nextInt(5) == 0 ? 1 : 0));
            Answer answer = Answer.to(ask).under(serial).askedAt(asks.askedAt());
            judgeVotes(answer);
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> answer.allow();
                case 3 -> answer.starting(around.now().plusSeconds(600)).allow();
                case 4, 5 -> answer.asking(LEAD, DBA).review();
                case 6 -> answer.asking(DBA).review();
                case 7 -> answer.againAt(around.now().plusSeconds(30)).hold(Mend.RESUME);
                case 8 -> answer.hold(Mend.ASK_AGAIN);
                default -> answer.deny(random.nextBoolean() ? Decision.LAPSED : "FORBIDDEN");
            };
        }

        /// As policy does: anew each time, and one vote of a person at most counts.
        private void judgeVotes(Answer answer) {
            Set<PersonId> counted = new HashSet<>();
            for (Vote vote : request.dossier().votes()) {
                boolean counts = random.nextBoolean() && counted.add(vote.person());
                answer.judging(vote.id(), counts ? Vote.Outcome.COUNTED : Vote.Outcome.NOT_ELIGIBLE);
            }
        }

        private GrantNews grantNews() {
            long sequence = random.nextInt(4) == 0 ? grants : ++grants;
            Instant due = activation().expiresAt();
            GrantNews.What what = switch (random.nextInt(7)) {
                case 0 -> new GrantNews.Started();
                case 1, 2 -> new GrantNews.Activated(activation());
                case 3 -> new GrantNews.EndBegun(EndReason.OPERATOR, due);
                case 4 -> new GrantNews.RemovalOverdue(due, 1, "no answer");
                case 5 -> new GrantNews.Revoked(EndReason.EXPIRED, activation(), due, due, 0, List.of(), List.of());
                default -> new GrantNews.NeverActive(EndReason.TOO_LATE, "too late");
            };
            return news(request.id(), sequence, what);
        }
    }
}
