package hourglass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CursorsTest {
    private static final String MINE = "anna view=mine";
    private static final Cursors CURSORS = new Cursors(secret(1));

    @Test
    void leadBackToWhereAListWas() {
        assertThat(CURSORS.last(MINE, null)).isNull();
        assertThat(CURSORS.last(MINE, CURSORS.after(MINE, "Zürich 17"))).isEqualTo("Zürich 17");
        assertThat(new Cursors(secret(1)).last(MINE, CURSORS.after(MINE, "17")))
                .as("another instance has the same secret")
                .isEqualTo("17");
    }

    @Test
    void areRefusedForAnotherListAndUnderAnotherSecret() {
        refused(CURSORS, "anna view=all", CURSORS.after(MINE, "17"));
        refused(new Cursors(secret(2)), MINE, CURSORS.after(MINE, "17"));
    }

    @Test
    void areRefusedWithAChangedPlaceOrNone() {
        byte[] bytes = Base64.getUrlDecoder().decode(CURSORS.after(MINE, "17"));
        bytes[bytes.length - 1] = '8';
        refused(CURSORS, MINE, text(bytes));
        refused(CURSORS, MINE, text(Arrays.copyOf(bytes, 16)));
        refused(CURSORS, MINE, text("e5".getBytes(StandardCharsets.US_ASCII)));
        refused(CURSORS, MINE, "");
        refused(CURSORS, MINE, "not base64!");
    }

    private static void refused(Cursors cursors, String list, String cursor) {
        assertThatThrownBy(() -> cursors.last(list, cursor))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The cursor is not one for this list");
    }

    private static String text(byte[] cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }
}
