package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Terms as tests need them: `Samples.terms(now).account("db", "alice").entitlements("reader").build()`.
public final class Samples {
    private final Instant now;
    private RequestId request = new RequestId(UUID.randomUUID().toString());
    private Account account = new Account("db", "alice");
    private List<String> entitlements = List.of("payments_reader");
    private Duration granted = Duration.ofMinutes(10);
    private @Nullable Instant notAfter;
    private List<String> obligations = new ArrayList<>();

    private Samples(Instant now) {
        this.now = now;
    }

    public static Samples terms(Instant now) {
        return new Samples(now);
    }

    public Samples request(String id) {
        this.request = new RequestId(id);
        return this;
    }

    public Samples account(String target, String name) {
        this.account = new Account(target, name);
        return this;
    }

    public Samples entitlements(String... names) {
        this.entitlements = List.of(names);
        return this;
    }

    public Samples granted(Duration granted) {
        this.granted = granted;
        return this;
    }

    public Samples notAfter(Instant notAfter) {
        this.notAfter = notAfter;
        return this;
    }

    public Samples obligation(String obligation) {
        this.obligations = List.of(obligation);
        return this;
    }

    public Terms build() {
        return new Terms(
                request,
                "4be1".repeat(16),
                UUID.randomUUID(),
                account.name(),
                "payments-db",
                "reader",
                account,
                new TreeSet<>(entitlements),
                granted,
                notAfter,
                now.plus(Duration.ofMinutes(3)),
                new PolicyVersion(7, "c0ffee".repeat(6) + "c0ff", "beef".repeat(10), "77ab".repeat(16)),
                false,
                obligations);
    }

    /// The order that goes with terms, its allowance being the request's id.
    public static Order order(Terms terms, Instant orderedAt) {
        return new Order(
                terms.request(),
                terms.digest(),
                terms.decisionId(),
                terms.person(),
                terms.resource(),
                terms.role(),
                terms.granted(),
                terms.notAfter(),
                terms.startBy(),
                orderedAt,
                terms.request().text());
    }
}
