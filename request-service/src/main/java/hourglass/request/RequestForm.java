package hourglass.request;

import hourglass.request.Refusal.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person fills in to ask for access.
public record RequestForm(
        Access access,
        Duration duration,
        @Nullable Instant startsAt,
        String reason,
        @Nullable String ticket,
        boolean breakGlass,
        @Nullable String policy,
        @Nullable RequestId extending,
        @Nullable RequestId replaces) {
    /// The longest access anybody may ask for; policy allows less.
    public static final Duration LONGEST = Duration.ofHours(24);

    /// How far ahead a start may lie.
    public static final Duration FURTHEST_START = Duration.ofDays(30);

    static final int LONGEST_REASON = 1_000;
    static final int LONGEST_NAME = 200;

    /// What is wrong with it, one refusal per field; empty when nothing is.
    public List<Refusal> errors(Instant now) {
        List<Refusal> errors = new ArrayList<>();
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            errors.add(invalid("/duration", "A duration is 1 s to 24 h: write PT30M or 30m."));
        } else if (!duration.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).equals(duration)) {
            errors.add(invalid("/duration", "A duration is whole seconds."));
        }
        if (startsAt != null && startsAt.isBefore(now)) {
            errors.add(invalid("/startsAt", "The start lies in the past: leave it out to begin at once."));
        }
        if (startsAt != null && startsAt.isAfter(now.plus(FURTHEST_START))) {
            errors.add(invalid("/startsAt", "A start lies at most 30 days ahead."));
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            errors.add(invalid("/reason", "Give a reason of 1 to 1,000 characters."));
        }
        name("/ticket", ticket, errors);
        name("/policy", policy, errors);
        return errors;
    }

    /// The same for the same form: hex SHA-256, each field with its length before it.
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        Object[] fields = {
            access.resource(),
            access.role(),
            duration,
            startsAt,
            reason,
            ticket,
            breakGlass,
            policy,
            extending,
            replaces
        };
        for (Object field : fields) {
            String value = Objects.toString(field, "");
            text.append(field == null ? "-" : value.length()).append(':').append(value);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    Content content(RequestId id, PersonId person, Instant submittedAt) {
        return new Content(
                id,
                person,
                access,
                duration,
                startsAt,
                reason,
                ticket,
                breakGlass,
                policy,
                extending,
                replaces,
                submittedAt);
    }

    private static void name(String pointer, @Nullable String value, List<Refusal> errors) {
        if (value != null && (value.isBlank() || value.length() > LONGEST_NAME)) {
            errors.add(invalid(pointer, "Leave it out, or write 1 to 200 characters."));
        }
    }

    private static Refusal invalid(String pointer, String detail) {
        return new Refusal(Rule.INVALID, detail, pointer);
    }
}
