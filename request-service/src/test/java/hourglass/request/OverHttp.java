package hourglass.request;

import hourglass.request.Decision.Stage;
import hourglass.request.Fixtures.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service over real HTTP, with real tokens, on a real database, broker and registry.
abstract class OverHttp extends RealParts {
    final HttpClient http = HttpClient.newHttpClient();
    final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    Requests stored;

    /// An answer with its body read.
    record Answered(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    HttpRequest.Builder as(String person, String path, String... roles) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + NEIGHBOURS.token(person, roles));
    }

    Answered get(String person, String path, String... roles) {
        return send(as(person, path, roles));
    }

    Answered post(String person, String path, String body, String... roles) {
        return send(as(person, path, roles)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answered submit(String person, String key, String body) {
        return send(as(person, "/v1/requests")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + key + "\"")
                .POST(BodyPublishers.ofString(body)));
    }

    Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            String body = answer.body().isEmpty() ? "null" : answer.body();
            boolean isJson = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answered(answer.statusCode(), json.readTree(isJson ? body : "null"), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String form(String... more) {
        StringBuilder body = new StringBuilder(
                "{\"resource\":\"payments-staging\",\"role\":\"reader\",\"duration\":\"30m\",\"reason\":\"a try\"");
        for (String field : more) {
            body.append(',').append(field);
        }
        return body.append('}').toString();
    }

    /// A new request of a person over HTTP.
    RequestId requested(String person) {
        return RequestId.of(submit(person, newKey(), form()).text("/id"));
    }

    Answer answerTo(RequestId id, int ask) {
        return Answer.to(ask).about(view(id).request().dossier().digest()).askedAt(databaseNow());
    }

    /// Lets policy answer, without the way over Kafka.
    void decide(RequestId id, Decision decision) {
        new TakeDecision(stored).take(id, decision);
    }

    /// A request that waits for bob's vote.
    RequestId inReview(String person) {
        RequestId id = requested(person);
        decide(id, answerTo(id, 1).asking(Fixtures.teamLead()).review());
        return id;
    }

    RequestId active(String person) {
        RequestId id = requested(person);
        decide(id, answerTo(id, 1).allow());
        HearGrant grants = new HearGrant(stored);
        grants.hear(Fixtures.news(id, 1, new GrantNews.Started()));
        Instant now = databaseNow();
        grants.hear(Fixtures.news(
                id,
                2,
                new GrantNews.Activated(
                        new GrantNews.Activation(now.minusSeconds(2), now.minusSeconds(1), now.plusSeconds(1800)))));
        return id;
    }

    static Stage stageFor(String person) {
        return Fixtures.stage("payments-debug/team-lead", List.of(), person);
    }

    String digest(RequestId id) {
        return "sha256:" + view(id).request().dossier().digest();
    }

    String vote(RequestId id) {
        return json.writeValueAsString(Map.of("requestDigest", digest(id)));
    }

    Instant databaseNow() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }
}
