package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// I04 and I05: the votes that count are those of the ask, by people who were asked for that stage, each once and
/// as many as the stage wants; nobody votes on their own request, by any of their identities.
final class Votes implements Invariant {
    @Override
    public List<String> brokenBy(History history) {
        List<String> broken = new ArrayList<>();
        Map<String, String> people = history.people();
        for (Told recorded : history.on(Topics.REQUESTS, "ApprovalRecorded")) {
            JsonNode vote = recorded.body().path("vote");
            String requester = recorded.text("/ask/content/person");
            String identity = History.identity(vote.path("session"));
            String voter = vote.path("person").asString("");
            if (voter.equals(requester) || people.getOrDefault(identity, "").equals(requester)) {
                broken.add(recorded + " is by the requester");
            } else if (!people.getOrDefault(identity, voter).equals(voter)) {
                broken.add(recorded + " is by somebody else than its session");
            }
            if (!recorded.all("/ask/votes").contains(vote)) {
                broken.add(recorded + " is not in its own ask");
            }
        }
        Map<String, Told> answers = history.answers();
        Map<String, List<Told>> asks = new HashMap<>();
        history.asks()
                .forEach(ask ->
                        asks.computeIfAbsent(ask.key(), _ -> new ArrayList<>()).add(ask));
        asks.values().forEach(ofRequest -> new Count(answers, broken).over(ofRequest));
        return broken;
    }

    /// Goes through the answers of one request.
    private static final class Count {
        private final Map<String, Told> answers;
        private final List<String> broken;

        /// Who was asked, by stage.
        private final Map<String, Set<String>> asked = new HashMap<>();

        /// What a stage wants, by policy set, way and stage.
        private final Map<String, Long> needs = new HashMap<>();

        Count(Map<String, Told> answers, List<String> broken) {
            this.answers = answers;
            this.broken = broken;
        }

        void over(List<Told> asks) {
            for (Told ask : asks) {
                Told answer = answers.get(ask.eventId());
                if (answer != null) {
                    check(ask, answer);
                }
            }
        }

        private void check(Told ask, Told answer) {
            Map<String, JsonNode> votes = ask.all("/ask/votes").stream()
                    .collect(Collectors.toMap(vote -> vote.path("voteId").asString(""), vote -> vote, (a, _) -> a));
            Map<String, Long> yes = new HashMap<>();
            Set<String> voters = new HashSet<>();
            for (JsonNode result : answer.all("/votes")) {
                if (result.path("outcome").asString("").equals("COUNTED")) {
                    JsonNode vote = votes.get(result.path("voteId").asString(""));
                    if (vote == null) {
                        broken.add(answer + " counts a vote that nobody cast");
                    } else {
                        counted(ask, answer, vote, voters, yes);
                    }
                }
            }
            String under = answer.number("/policy/serial") + " " + answer.text("/way") + " ";
            for (JsonNode stage : answer.all("/stages")) {
                String name = id(stage);
                long need = stage.path("need").asLong();
                needs.merge(under + name, need, Math::max);
                stage.path("asked")
                        .forEach(person -> asked.computeIfAbsent(name, _ -> new HashSet<>())
                                .add(person.asString("")));
                if (stage.path("have").asLong() != Math.min(need, yes.getOrDefault(name, 0L))) {
                    broken.add(answer + " has another number of votes for " + name + " than it counts");
                }
            }
            if (answer.text("/outcome").equals("ALLOW")
                    && ask.text("/ask/phase").equals("OPEN")) {
                needs.forEach((stage, need) -> {
                    if (stage.startsWith(under) && yes.getOrDefault(stage.substring(under.length()), 0L) < need) {
                        broken.add(answer + " allows with too few votes for " + stage.substring(under.length()));
                    }
                });
            }
        }

        /// A stage is the same in whatever document it stands.
        private static String id(JsonNode stageOrVote) {
            String name = stageOrVote.path("stage").asString("");
            return name.substring(name.lastIndexOf('/') + 1);
        }

        private void counted(Told ask, Told answer, JsonNode vote, Set<String> voters, Map<String, Long> yes) {
            String person = vote.path("person").asString("");
            String stage = id(vote);
            if (!voters.add(person)) {
                broken.add(answer + " counts " + person + " twice");
            }
            if (person.equals(ask.text("/ask/content/person"))) {
                broken.add(answer + " counts the requester");
            }
            if (!asked.getOrDefault(stage, Set.of()).contains(person)) {
                broken.add(answer + " counts " + person + ", who was not asked for " + stage);
            }
            if (!vote.path("digest").equals(ask.body().at("/ask/digest"))) {
                broken.add(answer + " counts a vote on another request");
            }
            if (vote.path("yes").asBoolean()) {
                yes.merge(stage, 1L, Long::sum);
            } else if (!answer.text("/outcome").equals("DENY")) {
                broken.add(answer + " goes on after a no");
            }
        }
    }
}
