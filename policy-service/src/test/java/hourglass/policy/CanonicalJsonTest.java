package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void writesNumbersAsTheReferenceImplementationDoes() throws IOException {
        SplittableRandom random = new SplittableRandom(8785);
        for (int i = 0; i < 20_000; i++) {
            double number = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : random.nextDouble() * Math.pow(10, random.nextInt(-9, 24));
            if (Double.isFinite(number)) {
                assertThat(CanonicalJson.of(number)).isEqualTo(NumberToJSON.serializeNumber(number));
            }
        }
    }

    @Test
    void ordersNamesAndEscapesTextAsTheReferenceImplementationDoes() throws IOException {
        Map<String, Object> value = Map.of(
                "€",
                "Euro",
                "\r",
                "return",
                "1",
                List.of(true, false),
                "\ud83d\ude02",
                "smiley",
                "ö",
                "\u0000\u001f\"\\\n\t\b\f/",
                "é",
                Map.of("b", 1, "a", List.of()));

        String json = CanonicalJson.of(value);

        assertThat(json).isEqualTo(new JsonCanonicalizer(json).getEncodedString());
    }

    @Test
    void writesTimesWithMicrosecondsAndSpansInIso() {
        assertThat(CanonicalJson.of(List.of(Instant.parse("2026-11-24T09:00:00.120442Z"), Duration.ofMinutes(90))))
                .isEqualTo("[\"2026-11-24T09:00:00.120442Z\",\"PT1H30M\"]");
    }

    @Test
    void refusesWhatJsonCannotHoldExactly() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of((1L << 53) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.of(Double.NaN));
    }
}
