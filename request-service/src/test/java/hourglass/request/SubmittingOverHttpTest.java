package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AttemptRefused;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SubmittingOverHttpTest extends OverHttp {
    @Test
    void makesARequestAndShowsItWhole() {
        Answered answer = submit("alice", newKey(), form("\"ticket\":\"INC-42\""));

        assertThat(answer.status()).isEqualTo(201);
        JsonNode request = answer.body();
        assertThat(answer.header("Location")).isEqualTo("/v1/requests/" + answer.text("/id"));
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"person\";q=10000;w=60");
        assertThat(List.copyOf(request.propertyNames()).subList(0, 12))
                .containsExactly(
                        "id",
                        "state",
                        "revision",
                        "requestDigest",
                        "submittedAt",
                        "requester",
                        "resource",
                        "role",
                        "allows",
                        "duration",
                        "reason",
                        "ticket");
        assertThat(answer.text("/state")).isEqualTo("EVALUATING");
        assertThat(answer.text("/requestDigest")).matches("sha256:[0-9a-f]{64}");
        assertThat(answer.text("/submittedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(answer.text("/requester/id")).isEqualTo("alice");
        assertThat(answer.text("/resource/environment")).isEqualTo("staging");
        assertThat(answer.text("/allows")).isEqualTo("Read rows.");
        assertThat(answer.text("/duration")).isEqualTo("PT30M");
        assertThat(request.path("actions").toString()).isEqualTo("[\"cancel\"]");
        assertThat(request.path("grant").isNull()).isTrue();
    }

    @Test
    void answersOnceItIsDecidedWhenAskedToWait() throws InterruptedException {
        String key = newKey();
        Thread policy = Thread.ofVirtual().start(() -> {
            RequestId id = Awaitility.await().until(this::newest, found -> found != null);
            decide(id, answerTo(id, 1).allow());
        });
        Answered answer = send(as("grace", "/v1/requests")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + key + "\"")
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(form())));
        policy.join();

        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(answer.text("/state")).isEqualTo("ORDERED");
        assertThat(answer.text("/decision/outcome")).isEqualTo("ALLOW");
        assertThat(answer.text("/decision/reasons/0/policy")).isEqualTo("payments-staging");
        assertThat(answer.text("/decision/reasons/0/condition")).isEqualTo("on-the-project");
        assertThat(answer.text("/decision/reasons/0/result")).isEqualTo("met");
        assertThat(answer.body()
                        .at("/decision/reasons/0/values/resource.project")
                        .stringValue(""))
                .isEqualTo("payments");
        assertThat(answer.text("/decision/max")).isEqualTo("PT30M");
        assertThat(answer.text("/grant/state")).isEqualTo("PROVISIONING");
        assertThat(answer.body().path("actions").toString()).isEqualTo("[\"end\"]");
    }

    private @Nullable RequestId newest() {
        List<RequestViews.View> mine =
                views.mine(new PersonId("grace"), RequestViews.Filter.NONE, new RequestViews.Page(null, 1));
        return mine.isEmpty() ? null : mine.getFirst().request().id();
    }

    @Test
    void makesOneRequestOfOneKeyForEver() {
        String key = newKey();
        Answered first = submit("alice", key, form());
        Answered again = submit("alice", key, form());
        Answered other = submit("alice", key, form("\"ticket\":\"INC-1\""));
        Answered bobs = submit("bob", key, form());

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).isEqualTo("/problems/idempotency-key-reused");
        assertThat(bobs.text("/id")).isNotEqualTo(first.text("/id"));
    }

    @Test
    void knowsARepeatedSubmissionByItsKeyAfterItsStart() {
        String key = newKey();
        Instant start = databaseNow().plusSeconds(3);
        String body = form("\"startsAt\":\"" + start + "\"");
        Answered first = submit("alice", key, body);
        assertThat(first.status()).isEqualTo(201);

        Awaitility.await().until(() -> databaseNow().isAfter(start));

        assertThat(submit("alice", newKey(), body).text("/errors/0/pointer")).isEqualTo("/startsAt");
        Answered again = submit("alice", key, body);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
    }

    @Test
    void doesNotUseAKeyUpOnABodyThatIsNotValid() {
        String key = newKey();

        assertThat(submit("alice", key, form().replace("30m", "soon")).status()).isEqualTo(422);
        assertThat(submit("alice", key, form()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unquoted-0123456789", "\"short\"", "\"0123456789 with blank\""})
    void wantsAnIdempotencyKey(String header) {
        Answered answer = send(as("alice", "/v1/requests")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", header)
                .POST(BodyPublishers.ofString(form())));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("/problems/idempotency-key-missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "duration":"0s"                                | /duration
                    "duration":"-PT1H"                             | /duration
                    "duration":"25h"                               | /duration
                    "duration":"PT99999999999999999999H"           | /duration
                    "duration":"999999999d"                        | /duration
                    "duration":"soon"                              | /duration
                    "duration":"PT0.5S"                            | /duration
                    "duration":null                                | /duration
                    "resource":"payments-moon"                     | /resource
                    "resource":"payments-staging'; DROP TABLE x"   | /resource
                    "resource":"payments\\u0000staging"            | /resource
                    "role":"superuser"                             | /role
                    "role":null                                    | /role
                    "reason":"  "                                  | /reason
                    "reason":"a\\u0000b"                           | /reason
                    "reason":"half \\ud800 a pair"                 | /reason
                    "startsAt":"tomorrow"                          | /startsAt
                    "startsAt":"2020-01-01T00:00:00Z"              | /startsAt
                    "startsAt":"2100-01-01T00:00:00Z"              | /startsAt
                    "replaces":"123"                               | /replaces
                    "extends":"../../etc"                          | /extends
                    "ticket":""                                    | /ticket
                    """)
    void namesTheFieldThatCanNotBe(String field, String pointer) {
        String name = field.substring(0, field.indexOf(':'));
        String body = form().contains(name)
                ? form().replaceAll(name + ":\"[^\"]*\"", Matcher.quoteReplacement(field))
                : form(field);
        long before = requests();

        Answered answer = submit("alice", newKey(), body);
        assertThat(answer.status()).as(body).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("/problems/invalid");
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"state\":\"ACTIVE\"",
                "\"approvals\":[]",
                "\"requester\":\"bob\"",
                "\"expiresAt\":\"2030-01-01T00:00:00Z\"",
                "\"policyCommit\":\"9f2c1e7\"",
                "\"bypass\":true"
            })
    void refusesFieldsThatOnlyTheServerSetsAndKeepsRecordOfIt(String field) {
        Answered answer = submit("alice", newKey(), form(field));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("/problems/unknown-field");
        assertThat(attempts("alice")).anyMatch(attempt -> attempt.getRule().equals("unknown-field"));
    }

    @Test
    void refusesReasonsOverTheirLength() {
        assertThat(submit("alice", newKey(), form().replace("a try", "x".repeat(1_001)))
                        .text("/errors/0/pointer"))
                .isEqualTo("/reason");
        assertThat(submit("alice", newKey(), form().replace("a try", "x".repeat(1_000_000)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void keepsStrangeButPossibleReasonsAsTheyAre() {
        String reason = "=cmd|' /C calc'!A0 \\r\\n \\u001b[31m \\u202e \\ud83d\\ude00";
        Answered answer = submit("alice", newKey(), form().replace("a try", reason));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("/reason")).isEqualTo("=cmd|' /C calc'!A0 \r\n \u001b[31m \u202e \ud83d\ude00");
    }

    @Test
    void refusesPeopleWhomTheDirectoryDoesNotKnow() {
        Answered answer = submit("trudy", newKey(), form());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/type")).isEqualTo("/problems/not-allowed");
        assertThat(attempts("local:trudy-subject")).hasSize(1);
    }

    @Test
    void explainsWhatWouldBeDecidedWithoutEffect() {
        long before = requests();
        Answered answer = post("alice", "/v1/requests:preview", form("\"ticket\":\"INC-42\""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/decision/outcome")).isEqualTo("REVIEW");
        assertThat(answer.text("/wouldPass/0/change/duration")).isEqualTo("PT30M");
        JsonNode question = json.readTree(NEIGHBOURS.asked.get());
        assertThat(question.at("/requester").stringValue()).isEqualTo("alice");
        assertThat(question.at("/request/duration").stringValue()).isEqualTo("PT30M");
        assertThat(question.at("/request/ticket").stringValue()).isEqualTo("INC-42");
        assertThat(question.at("/session/amr/2").stringValue()).isEqualTo("mfa");
        assertThat(question.at("/standing/overdueReviews").intValue()).isZero();
        assertThat(requests()).isEqualTo(before);
        assertThat(NEIGHBOURS.fetched).hasPositiveValue();
    }

    @Test
    void saysThatItCanNotPreviewWhilePolicyCanNotDecide() {
        NEIGHBOURS.status.set(503);
        try {
            Answered answer = post("alice", "/v1/requests:preview", form());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/type")).isEqualTo("/problems/cannot-decide");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        } finally {
            NEIGHBOURS.status.set(200);
        }
    }

    @Test
    void replacesAnOpenRequestOfOnesOwnInTheSameTransaction() {
        RequestId old = requested("alice");
        Answered answer = submit("alice", newKey(), form("\"replaces\":\"" + old + "\""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("/replaces")).isEqualTo(old.value());
        Answered cancelled = get("alice", "/v1/requests/" + old);
        assertThat(cancelled.text("/state")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("/replacedBy")).isEqualTo(answer.text("/id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replaces", "extends"})
    void tellsNothingOfOthersRequestsAndKeepsRecordOfWhoNamesThem(String field) {
        person("uma", "engineers");
        RequestId others = requested("alice");
        RequestId nobodys = Fixtures.newId();
        Answered known = submit("uma", newKey(), form("\"" + field + "\":\"" + others + "\""));
        Answered unknown = submit("uma", newKey(), form("\"" + field + "\":\"" + nobodys + "\""));

        assertThat(known.status()).isEqualTo(422);
        assertThat(known.text("/errors/0/pointer")).isEqualTo("/" + field);
        assertThat(known.text("/detail").replace(others.value(), "it"))
                .isEqualTo(unknown.text("/detail").replace(nobodys.value(), "it"));
        assertThat(view(others).state()).isEqualTo(RequestState.EVALUATING);
        assertThat(attempts("uma"))
                .anyMatch(attempt -> attempt.getRule().equals("not-found")
                        && attempt.getAction().equals("POST /v1/requests")
                        && attempt.getSubject().equals(Optional.of(others.value())));
    }

    @Test
    void linksAnExtensionToARequestForTheSameOnly() {
        RequestId first = requested("alice");
        String link = "\"extends\":\"" + first + "\"";
        Answered second = submit("alice", newKey(), form(link));
        Answered other = submit("alice", newKey(), form(link).replace("reader", "owner"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("/extends")).isEqualTo(first.value());
        assertThat(view(first).state()).isEqualTo(RequestState.EVALUATING);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/errors/0/pointer")).isEqualTo("/extends");
        assertThat(other.text("/detail")).contains("reader on payments-staging");
    }

    private long requests() {
        return jdbc.sql("SELECT count(*) FROM request").query(Long.class).single();
    }

    private List<AttemptRefused> attempts(String key) {
        return told(key).stream()
                .filter(AttemptRefused.class::isInstance)
                .map(AttemptRefused.class::cast)
                .toList();
    }
}
