package hourglass.request.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicLong version = new AtomicLong(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Remembered<String> remembered = new Remembered<>(version::get, nanos::get);

    private static String bob(Remembered<String> remembered, String name) {
        return String.valueOf(remembered.answer("bob", () -> name));
    }

    private void later() {
        nanos.addAndGet(Remembered.BELIEVED.toNanos());
    }

    @Test
    void asksOnceWhileNothingChanges() {
        for (int i = 0; i < 5; i++) {
            assertThat(remembered.answer("bob", () -> "Bob " + asked.incrementAndGet()))
                    .isEqualTo("Bob 1");
            later();
        }
    }

    @Test
    void seesWhatAnotherInstanceChangedOnceTheTimeIsUp() {
        bob(remembered, "Bob");
        version.incrementAndGet();
        later();

        assertThat(bob(remembered, "Bob Kaya")).isEqualTo("Bob Kaya");
    }

    @Test
    void seesWhatThisInstanceChangedAtOnce() {
        bob(remembered, "Bob");
        version.incrementAndGet();
        remembered.compareAgain();

        assertThat(bob(remembered, "Bob Kaya")).isEqualTo("Bob Kaya");
    }

    @Test
    void aComparisonOverrunByAChangeLeavesNothingOldBehind() {
        AtomicInteger overrun = new AtomicInteger();
        AtomicLong changes = new AtomicLong(1);
        Remembered<String>[] slow = newArray();
        slow[0] = new Remembered<>(
                () -> {
                    long read = changes.get();
                    if (overrun.getAndIncrement() == 0) {
                        changes.incrementAndGet();
                        slow[0].compareAgain();
                    }
                    return read;
                },
                nanos::get);
        bob(slow[0], "Bob");

        assertThat(bob(slow[0], "Bob Kaya")).isEqualTo("Bob Kaya");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    private static Remembered<String>[] newArray() {
        return new Remembered[1];
    }

    @Test
    void doesNotRememberWhatIsNotThere() {
        assertThat(remembered.answer("kim", () -> null)).isNull();
        assertThat(remembered.answer("kim", () -> "Kim")).isEqualTo("Kim");
    }
}
