package hourglass.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.Client.Answer;
import hourglass.local.samples.SampleRequests;
import hourglass.local.samples.SampleRequests.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the first local start sends by itself: real requests, with the outcomes that they stand for.
class SampleRequestsTest {
    private static final String[] GIVEN = {"ACTIVE", "ENDING", "ENDED"};

    private final Stack stack = Stack.running();

    @Test
    void showEachOutcomeThatThereIs() {
        List<Sent> sent = new SampleRequests(stack.local().addresses(), Duration.ZERO).send();
        try {
            comeToWhatTheyStandFor(sent);
        } finally {
            sent.forEach(this::end);
        }
    }

    private void comeToWhatTheyStandFor(List<Sent> sent) {
        assertThat(sent).hasSize(12);
        Map<String, Sent> stories = sent.stream().collect(Collectors.toMap(Sent::story, one -> one));

        for (String story : List.of("approved", "automatic", "on call", "break-glass", "own approval")) {
            comesTo(stories, story, GIVEN);
        }
        assertThat(comesTo(stories, "denied", "DENIED").text("/decision/cause")).isEqualTo("NOT_ELIGIBLE");
        assertThat(comesTo(stories, "refused", "DENIED").text("/decision/cause"))
                .isEqualTo("REFUSED");
        assertThat(comesTo(stories, "ended early", "ENDED").text("/grant/endedBy"))
                .isEqualTo("person");
        comesTo(stories, "cancelled", "CANCELLED");
        comesTo(stories, "held", "HELD");
        assertThat(comesTo(stories, "break-glass", GIVEN).text("/review/state")).isEqualTo("DONE");
        assertThat(comesTo(stories, "own approval", GIVEN)
                        .body()
                        .path("approvals")
                        .toString())
                .contains("Carol Lind")
                .doesNotContain("Bob Kaya");
        Answer twoStages = comesTo(stories, "two stages", "ACTIVE", "ENDING", "ENDED", "DENIED");
        if (twoStages.state().equals("DENIED")) {
            assertThat(twoStages.body().path("decision").path("failed").toString())
                    .containsAnyOf("production-office-hours/outside-office-hours", "year-end-freeze/frozen");
        } else {
            assertThat(twoStages.body().path("approvals")).hasSize(2);
        }
        Sent waiting = requireNonNull(stories.get("waiting"));
        assertThat(inboxOf("bob")).contains(waiting.id());
        stack.access("ivan").act(waiting.id(), "cancel", Map.of());
    }

    /// Other tests look at what the same people can reach.
    private void end(Sent sent) {
        Access person = stack.access(sent.person());
        if (List.of(GIVEN).contains(person.view(sent.id()).state())) {
            person.act(sent.id(), "end", Map.of());
            person.awaitState(sent.id(), "ENDED");
        }
    }

    private Answer comesTo(Map<String, Sent> stories, String story, String... states) {
        Sent sent = requireNonNull(stories.get(story), story);
        return stack.access(sent.person()).awaitState(sent.id(), states);
    }

    private String inboxOf(String person) {
        return stack.as(person)
                .get(stack.request("/v1/requests?view=inbox"))
                .body()
                .toString();
    }
}
