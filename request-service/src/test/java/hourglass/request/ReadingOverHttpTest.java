package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import tools.jackson.databind.JsonNode;

class ReadingOverHttpTest extends OverHttp {
    @Autowired
    HealthEndpointGroups healthGroups;

    @Test
    void listsMineInPagesNewestFirst() {
        person("pia");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(requested("pia").value());
        }
        List<String> seen = new ArrayList<>();
        String next = "/v1/requests?view=mine&limit=2";
        int pages = 0;
        while (!next.isEmpty()) {
            Answered page = get("pia", next);
            assertThat(page.status()).isEqualTo(200);
            for (JsonNode row : page.body().path("items")) {
                seen.add(row.path("id").stringValue());
                assertThat(row.size()).isEqualTo(12);
            }
            next = page.text("/next");
            pages++;
        }
        assertThat(seen).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void takesACursorOnlyForTheListItWasMadeFor() {
        person("paul");
        requested("paul");
        requested("paul");
        String next = get("paul", "/v1/requests?view=mine&limit=1").text("/next");

        assertThat(get("paul", next).status()).isEqualTo(200);
        assertThat(get("alice", next).status()).as("of somebody else").isEqualTo(400);
        assertThat(get("paul", next.replace("view=mine", "view=all")).status())
                .as("of another view")
                .isEqualTo(400);
        assertThat(get("paul", next + "&state=HELD").status())
                .as("with another filter")
                .isEqualTo(400);
        String forged = next.substring(0, next.length() - 4) + "AAAA";
        assertThat(get("paul", forged).status()).as("forged").isEqualTo(400);
        assertThat(get("paul", "/v1/requests?cursor=%2e%2e").status()).isEqualTo(400);
    }

    @Test
    void listsWhatWaitsForMe() {
        RequestId id = inReview("alice");

        assertThat(ids(get("bob", "/v1/requests?view=inbox"))).contains(id.value());
        assertThat(ids(get("alice", "/v1/requests?view=inbox"))).doesNotContain(id.value());
        assertThat(ids(get("grace", "/v1/requests?view=inbox"))).doesNotContain(id.value());
        post("bob", "/v1/requests/" + id + ":approve", vote(id));
        assertThat(ids(get("bob", "/v1/requests?view=inbox"))).doesNotContain(id.value());
    }

    @Test
    void listsAllForOperatorsAuditorsAndOwners() {
        RequestId id = requested("alice");
        String all = "/v1/requests?view=all&requester=alice&limit=200";

        assertThat(ids(get("olga", all, "auditor"))).contains(id.value());
        assertThat(ids(get("erin", all, "operator"))).contains(id.value());
        assertThat(ids(get("bob", all))).as("owner").contains(id.value());
        assertThat(ids(get("grace", all))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "view=theirs",
                "state=OPEN",
                "limit=0",
                "limit=201",
                "limit=many",
                "since=yesterday",
                "resource=a%00b",
                "requester=%00"
            })
    void refusesParametersThatMeanNothing(String query) {
        Answered answer = get("alice", "/v1/requests?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("/problems/malformed");
    }

    @Test
    void answersALongPollWhenSomethingHappensAndElseWithNotModified() throws Exception {
        RequestId id = requested("alice");
        HttpRequest.Builder poll = as("alice", "/v1/requests/" + id).header("If-None-Match", "\"1\"");
        assertThat(send(poll.copy()).status()).as("without waiting").isEqualTo(304);
        Answered unchanged = send(poll.copy().header("Prefer", "wait=1"));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("Preference-Applied")).isEqualTo("wait=1");

        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(poll.copy().header("Prefer", "wait=60").build(), BodyHandlers.ofString());
        decide(id, answerTo(id, 1).deny("NO_POLICY"));
        HttpResponse<String> answer = waiting.get(10, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).path("state").stringValue()).isEqualTo("DENIED");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
    }

    @Test
    void answersALongPollWhenAnotherInstanceChangesTheRequest() throws Exception {
        RequestId id = requested("alice");
        HttpRequest.Builder poll = as("alice", "/v1/requests/" + id)
                .header("If-None-Match", "\"1\"")
                .header("Prefer", "wait=60");
        CompletableFuture<HttpResponse<String>> waiting = http.sendAsync(poll.build(), BodyHandlers.ofString());
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());

        jdbc.sql("UPDATE request SET revision = 2 WHERE id = ?")
                .param(id.uuid())
                .update();

        HttpResponse<String> answer = waiting.get(10, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
    }

    @Test
    void streamsWhatConcernsMeAndNothingElse() throws Exception {
        HttpRequest open =
                as("bob", "/v1/me/events").timeout(Duration.ofSeconds(30)).build();
        HttpResponse<InputStream> stream = http.send(open, BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 2000");
            RequestId hidden = hidden();
            RequestId mine = requested("bob");
            List<String> seen = new ArrayList<>();
            String line;
            while ((line = lines.readLine()) != null) {
                seen.add(line);
                if (line.startsWith("data: ") && line.contains(mine.value())) {
                    break;
                }
            }
            JsonNode data = json.readTree(seen.getLast().substring("data: ".length()));
            assertThat(data.path("state").stringValue()).isEqualTo("EVALUATING");
            assertThat(data.path("revision").intValue()).isEqualTo(1);
            assertThat(seen).contains("event: changed", "id: 1").noneMatch(text -> text.contains(hidden.value()));
        }
    }

    @Test
    @Timeout(40)
    void streamsOnWhenMoreHasChangedThanOneLookReads() throws Exception {
        RequestId hidden = hidden();
        HttpRequest open =
                as("bob", "/v1/me/events").timeout(Duration.ofSeconds(30)).build();
        HttpResponse<InputStream> stream = http.send(open, BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 2000");
            copy(hidden, 1_100);
            RequestId mine = requested("bob");
            String line;
            do {
                line = lines.readLine();
            } while (line != null && !(line.startsWith("data: ") && line.contains(mine.value())));
            assertThat(line).isNotNull();
        } finally {
            jdbc.sql("DELETE FROM request WHERE reason = 'a copy'").update();
        }
    }

    private void copy(RequestId id, int times) {
        jdbc.sql("""
                        INSERT INTO request
                        SELECT (made.copy).* FROM (
                          SELECT jsonb_populate_record(r, jsonb_build_object(
                                   'id', gen_random_uuid(), 'reason', 'a copy',
                                   'idempotency_key', gen_random_uuid(), 'changed_at', clock_timestamp())) AS copy
                            FROM request r, generate_series(1, ?) WHERE r.id = ? OFFSET 0) made
                        """).params(times, id.uuid()).update();
    }

    /// A request on a resource that bob doesn't own, by somebody else.
    private RequestId hidden() {
        catalog.mirror(
                new Catalog.Resource(
                        "search-dev",
                        1,
                        false,
                        "database",
                        "Search",
                        "group:search-leads",
                        null,
                        "development",
                        null,
                        null,
                        Map.of(),
                        List.of(new Catalog.Role(
                                "reader", "Reader", "Read rows.", "staging-db", null, null, null, null))),
                UUID.randomUUID());
        return RequestId.of(submit("alice", newKey(), form().replace("payments-staging", "search-dev"))
                .text("/id"));
    }

    @Test
    void tellsTheTimelineInNames() {
        RequestId id = inReview("alice");
        directory.mirror(
                new Directory.Person(
                        new PersonId("bob"),
                        3,
                        false,
                        true,
                        "Bob Kaya",
                        null,
                        null,
                        null,
                        List.of(new Directory.Identity("local", "bob-subject")),
                        Set.of("payments-leads")),
                UUID.randomUUID());
        post("bob", "/v1/requests/" + id + ":approve", vote(id));
        Answered timeline = get("alice", "/v1/requests/" + id + "/timeline");

        assertThat(timeline.body().at("/items/2/event").stringValue()).isEqualTo("ApprovalRecorded");
        assertThat(timeline.body().at("/items/2/by/name").stringValue()).isEqualTo("Bob Kaya");
        assertThat(timeline.body().at("/items/2/text").stringValue()).startsWith("Bob Kaya approved");
    }

    @Test
    void tellsInTheTimelineWhatBecameOfAVote() {
        named("karl", "Karl Kaya");
        RequestId id = requested("alice");
        decide(id, answerTo(id, 1).asking(stageFor("karl")).review());
        String vote = json.writeValueAsString(Map.of("requestDigest", digest(id), "comment", "ok"));
        assertThat(post("karl", "/v1/requests/" + id + ":approve", vote).status())
                .isEqualTo(200);
        String items = "/v1/requests/" + id + "/timeline";
        assertThat(get("alice", items).text("/items/2/text"))
                .isEqualTo("Karl Kaya approved (payments-debug/team-lead): ok");

        UUID cast = view(id).request().dossier().votes().getFirst().id();
        decide(
                id,
                answerTo(id, 2)
                        .asking(stageFor("karl"))
                        .judging(cast, Vote.Outcome.NOT_ELIGIBLE)
                        .review());
        Answered timeline = get("alice", items);
        assertThat(timeline.text("/items/2/text"))
                .isEqualTo("Karl Kaya approved (payments-debug/team-lead), not counted: not eligible: ok");
        assertThat(timeline.text("/items/3/text")).endsWith("; Karl Kaya's vote is not counted: not eligible");
    }

    @Test
    void showsHowAnAccessEnded() {
        RequestId id = active("alice");
        GrantNews.Activation activation = Fixtures.activation();
        Instant due = activation.expiresAt();
        new HearGrant(stored)
                .hear(Fixtures.news(
                        id,
                        3,
                        new GrantNews.Revoked(
                                EndReason.EXPIRED, activation, due, due.plusMillis(210), 2, List.of(), List.of())));
        Answered ended = get("alice", "/v1/requests/" + id);

        assertThat(ended.text("/grant/state")).isEqualTo("REVOKED");
        assertThat(ended.text("/grant/endedBy")).isEqualTo("expiry");
        assertThat(ended.text("/grant/endedAt")).isEqualTo("2026-11-24T09:30:02.210000Z");
        assertThat(ended.body().at("/grant/latenessMs").longValue()).isEqualTo(210);
        assertThat(ended.body().at("/grant/sessionsEnded").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\u2003}", "{nobody}", "{}", "{{bob}}"})
    void tellsTheTimelineWhateverStandsInBracesInAComment(String comment) {
        RequestId id = active("alice");
        assertThat(post("alice", "/v1/requests/" + id + ":end", json.writeValueAsString(Map.of("comment", comment)))
                        .status())
                .isEqualTo(200);

        Answered timeline = get("alice", "/v1/requests/" + id + "/timeline");

        assertThat(timeline.status()).isEqualTo(200);
    }

    @Test
    void listsTheCatalogWithWhatIHaveThere() {
        RequestId id = requested("alice");
        RequestId live = active("alice");
        Answered found = get("alice", "/v1/resources?q=payments-st&environment=staging&type=database");

        assertThat(found.text("/items/0/id")).isEqualTo("payments-staging");
        assertThat(found.text("/items/0/owner")).isEqualTo("group:payments-leads");
        assertThat(found.text("/items/0/roles/0/allows")).isEqualTo("Read rows.");
        assertThat(found.text("/items/0/roles/0/default")).isEqualTo("PT4H");
        assertThat(found.text("/items/0/roles/0/max")).isEqualTo("PT8H");
        assertThat(found.body().at("/items/0/roles/0/breakGlass").booleanValue())
                .isFalse();
        assertThat(found.body().at("/items/0/roles/1/role").stringValue()).isEqualTo("owner");
        assertThat(found.body().at("/items/0/roles/1/default").isNull()).isTrue();
        assertThat(found.body().at("/items/0/roles/1/breakGlass").booleanValue())
                .isTrue();
        assertThat(found.body().at("/items/0/mine/open").toString()).contains(id.value());
        assertThat(found.body().at("/items/0/mine/live").toString()).contains(live.value());
        assertThat(get("alice", "/v1/resources/payments-staging").text("/title"))
                .isEqualTo("Payments, staging");
        assertThat(get("alice", "/v1/resources/payments-moon").status()).isEqualTo(404);
        assertThat(get("alice", "/v1/resources?q=nothing-like-it")
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void tellsMeWhoIAm() {
        inReview("alice");
        Answered me = get("bob", "/v1/me");

        assertThat(me.text("/id")).isEqualTo("bob");
        assertThat(me.body().at("/secondFactor/ageSeconds").intValue()).isBetween(1, 3700);
        assertThat(me.body().at("/counts/waiting").intValue()).isPositive();
        assertThat(get("mallory", "/v1/me").status()).isEqualTo(403);
    }

    @Test
    void countsAllOfMine() {
        person("petra");
        RequestId open = requested("petra");
        active("petra");
        try {
            copy(open, 204);
            Answered me = get("petra", "/v1/me");

            assertThat(me.body().at("/counts/open").intValue()).isEqualTo(205);
            assertThat(me.body().at("/counts/live").intValue()).isEqualTo(1);
        } finally {
            jdbc.sql("DELETE FROM request WHERE reason = 'a copy'").update();
        }
    }

    @Test
    void namesMeAsTheDirectoryDoesOrElseAsMyTokenDoes() {
        assertThat(get("bob", "/v1/me").text("/name")).isEqualTo("Bob Kaya");

        Answered outside = get("olga", "/v1/me", "auditor");
        assertThat(outside.text("/id")).isEqualTo("local:olga-subject");
        assertThat(outside.text("/name")).isEqualTo("Mx olga");
    }

    @Test
    void isReadyOnlyWhenItCanWriteItsEvents() {
        assertThat(healthGroups.get("readiness")).matches(readiness -> readiness.isMember("writtenSchemas"));
        await().untilAsserted(() ->
                assertThat(get("alice", "/actuator/health/readiness").status()).isEqualTo(200));
    }

    @Test
    void tellsClientsWhereEverythingIs() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/.well-known/hourglass"))
                .build();
        JsonNode answer =
                json.readTree(http.send(request, BodyHandlers.ofString()).body());

        assertThat(answer.at("/issuer").stringValue()).isEqualTo(NEIGHBOURS.address());
        assertThat(answer.at("/clientId").stringValue()).isEqualTo("hourglass-cli");
        assertThat(answer.at("/scope").stringValue()).isEqualTo("hourglass");
        assertThat(answer.at("/services/audit").stringValue()).isEqualTo("http://localhost:8704");
    }

    @Test
    void wantsATokenForEverythingElse() throws Exception {
        for (String path : List.of("/v1/me", "/v1/requests", "/v1/resources", "/v1/me/events", "/elsewhere")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    private static List<String> ids(Answered list) {
        assertThat(list.status()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        list.body().path("items").forEach(row -> ids.add(row.path("id").stringValue()));
        return ids;
    }
}
