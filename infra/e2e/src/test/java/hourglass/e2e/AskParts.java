package hourglass.e2e;

import hourglass.policy.Basis;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Hold;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.Vote;
import hourglass.policy.Window;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an ask is made of, from the JSON of its record into policy's own words.
final class AskParts {
    private AskParts() {}

    static Content content(JsonNode json) {
        return new Content(
                json.path("requestId").asString(""),
                json.path("person").asString(""),
                json.path("resource").asString(""),
                json.path("role").asString(""),
                json.path("durationSeconds").asInt(),
                maybeTime(json.path("startsAt")),
                json.path("reason").asString(""),
                maybeText(json.path("ticket")),
                json.path("breakGlass").asBoolean(),
                maybeText(json.path("policy")),
                maybeText(json.path("extends")),
                maybeText(json.path("replaces")),
                time(json.path("submittedAt")));
    }

    static Session session(JsonNode json) {
        return new Session(
                json.path("idp").asString(""),
                json.path("subject").asString(""),
                maybeTime(json.path("authTime")),
                maybeText(json.path("acr")),
                json.path("amr").valueStream().map(amr -> amr.asString("")).toList(),
                Channel.valueOf(json.path("channel").asString("")),
                time(json.path("at")));
    }

    static Vote vote(JsonNode json) {
        return new Vote(
                UUID.fromString(json.path("voteId").asString("")),
                json.path("person").asString(""),
                json.path("yes").asBoolean(),
                json.path("stage").asString(""),
                maybeText(json.path("comment")),
                json.path("digest").asString(""),
                session(json.path("session")));
    }

    static Window window(JsonNode json) {
        return new Window(json.path("stage").asString(""), time(json.path("openedAt")));
    }

    static Standing standing(JsonNode json) {
        return new Standing(
                json.path("holds")
                        .valueStream()
                        .map(hold -> new Hold(
                                hold.path("requestId").asString(""),
                                hold.path("resource").asString(""),
                                hold.path("role").asString(""),
                                time(hold.path("expiresAt"))))
                        .toList(),
                maybeTime(json.path("heldSince")),
                json.path("overdueReviews").asInt(),
                json.path("locked").asBoolean());
    }

    @Nullable
    static Basis basis(JsonNode json) {
        return json.isObject()
                ? new Basis(json.path("way").asString(""), json.path("watch").asBoolean())
                : null;
    }

    static Instant time(JsonNode micros) {
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros.asLong(), 1_000L));
    }

    private static @Nullable Instant maybeTime(JsonNode json) {
        return json.isNumber() ? time(json) : null;
    }

    private static @Nullable String maybeText(JsonNode json) {
        return json.isString() ? json.asString() : null;
    }
}
