package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.messaging.LateWrites;
import hourglass.request.GrantNews.Activated;
import hourglass.request.GrantNews.Activation;
import hourglass.request.GrantNews.Revoked;
import hourglass.request.GrantNews.Started;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The driver prepares a statement once it was used some times, and again whenever a parameter has another type.
class PreparedStatementsTest extends RealParts {
    private static final int LIVES = 20;

    @Autowired
    LateWrites writes;

    /// @param plans how often one plan for all parameters served it since it was prepared
    private record Prepared(String statement, long plans) {}

    @Test
    void whatALifeNeedsIsPreparedOnce() {
        // One transaction, so that all of it is on one connection.
        List<Prepared> prepared = requests.inOneTransaction(() -> {
            for (int i = 0; i < LIVES; i++) {
                live();
            }
            return jdbc.sql("SELECT statement, generic_plans AS plans FROM pg_prepared_statements")
                    .query(Prepared.class)
                    .list();
        });

        // The connection has served other tests: it knows more than these. What is sent in one round trip is prepared
        // once for each company that it is sent in.
        Map<String, Integer> companies = Map.of(
                "(?s)\\s*UPDATE request old SET.*", 4,
                "(?s)\\s*INSERT INTO request .*", 1,
                "(?s)\\s*INSERT INTO timeline .*", 5,
                "(?s)\\s*INSERT INTO outbox .*", 4,
                "SELECT clock_timestamp\\(\\) AS now, .*", 1);
        assertThat(companies)
                .allSatisfy((pattern, most) -> assertThat(prepared)
                        .filteredOn(one -> one.statement().matches(pattern))
                        .hasSizeBetween(1, most)
                        .extracting(Prepared::plans)
                        .allSatisfy(plans -> assertThat(plans).isGreaterThanOrEqualTo(LIVES / 2)));
    }

    private void live() {
        RequestId id = submitted();
        writes.flush();
        answer(id, ask -> ask.asking(Fixtures.teamLead()).review());
        Dossier asked = view(id).request().dossier();
        assertThat(act.approve(Fixtures.caller("bob", "payments-leads"), id, null, asked.digest(), null, null))
                .isInstanceOf(Outcome.Done.class);
        writes.flush();
        Dossier voted = view(id).request().dossier();
        answer(
                id,
                ask -> ask.judging(voted.votes().getFirst().id(), Vote.Outcome.COUNTED)
                        .allow());
        Instant now = voted.asks().askedAt();
        HearGrant grants = new HearGrant(requests);
        grants.hear(Fixtures.news(id, 1, new Started()));
        writes.flush();
        Activation activation = new Activation(now, now, now.plusSeconds(1));
        grants.hear(Fixtures.news(id, 2, new Activated(activation)));
        writes.flush();
        Instant end = now.plusSeconds(1);
        grants.hear(
                Fixtures.news(id, 3, new Revoked(EndReason.EXPIRED, activation, end, end, 0, List.of(), List.of())));
        writes.flush();
        assertThat(view(id).state()).isEqualTo(RequestState.ENDED);
    }

    private void answer(RequestId id, Function<Fixtures.Answer, Decision> how) {
        Dossier dossier = view(id).request().dossier();
        Fixtures.Answer answer = Fixtures.Answer.to(dossier.asks().number())
                .about(dossier.digest())
                .askedAt(dossier.asks().askedAt());
        new TakeDecision(requests).take(id, how.apply(answer));
        writes.flush();
    }
}
