package hourglass.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
    @Test
    void canonicalJsonHasSortedNamesAndLeavesAbsentFieldsOut() {
        assertThat(ContentDigest.canonicalJson(content("why").build()))
                .isEqualTo("{\"breakGlass\":false,\"durationSeconds\":3600,\"person\":\"alice\",\"reason\":\"why\","
                        + "\"requestId\":\"r1\",\"resource\":\"payments-eu\",\"role\":\"reader\","
                        + "\"submittedAt\":\"2026-11-24T09:00:03.120442Z\"}");
    }

    @Test
    void digestIsThatOfTheCanonicalJson() {
        // sha256sum over the bytes of the JSON above
        assertThat(ContentDigest.of(content("why").build()))
                .isEqualTo("7f748a2bb74b9bcbe582c25254162cad9d3246ed83f0dd156b960442a2e53eba");
    }

    @Test
    void everyFieldCounts() {
        String plain = ContentDigest.of(content("why").build());
        assertThat(ContentDigest.of(content("why").setTicket("INC-1").build())).isNotEqualTo(plain);
        assertThat(ContentDigest.of(content("why").setPolicy("p").build())).isNotEqualTo(plain);
        assertThat(ContentDigest.of(content("why").setExtends$("r0").build())).isNotEqualTo(plain);
        assertThat(ContentDigest.of(content("why").setReplaces("r0").build())).isNotEqualTo(plain);
        assertThat(ContentDigest.of(content("why").setStartsAt(Instant.EPOCH).build()))
                .isNotEqualTo(plain);
        assertThat(ContentDigest.of(content("Why").build())).isNotEqualTo(plain);
    }

    @Test
    void controlAndQuoteCharactersAreOneJsonString() {
        assertThat(ContentDigest.canonicalJson(
                        content("a\"b\\c\r\n\u001b\u202e€").build()))
                .contains("\"reason\":\"a\\\"b\\\\c\\r\\n\\u001b\u202e€\"");
    }

    @Test
    void timesAlwaysHaveSixDigits() {
        assertThat(ContentDigest.time(Instant.parse("2026-11-24T09:00:03Z"))).isEqualTo("2026-11-24T09:00:03.000000Z");
        assertThat(ContentDigest.time(Instant.parse("2026-11-24T09:00:03.1204429Z")))
                .isEqualTo("2026-11-24T09:00:03.120442Z");
    }

    private static Content.Builder content(String reason) {
        return Content.newBuilder()
                .setRequestId("r1")
                .setPerson("alice")
                .setResource("payments-eu")
                .setRole("reader")
                .setDurationSeconds(3600)
                .setReason(reason)
                .setBreakGlass(false)
                .setSubmittedAt(Instant.parse("2026-11-24T09:00:03.120442Z"));
    }
}
