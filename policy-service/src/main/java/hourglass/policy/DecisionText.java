package hourglass.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The canonical text of a decision: what two runs of the same set on the same ask must agree on byte for byte.
final class DecisionText {

    private DecisionText() {}

    static String digest(Decision decision) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(of(decision).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    static String of(Decision d) {
        TreeMap<String, @Nullable Object> text = new TreeMap<>();
        text.put("digest", d.digest());
        text.put("askCause", d.askCause());
        text.put("askedAt", d.askedAt());
        text.put("outcome", d.outcome());
        text.put("cause", d.cause());
        text.put("mend", d.mend());
        text.put("way", d.way());
        text.put("failed", d.failed());
        text.put("unknown", d.unknown());
        text.put("breakGlass", d.breakGlass());
        text.put("policy", policy(d.policy()));
        text.put("engine", d.engine());
        text.put("inputs", d.inputs());
        text.put(
                "conditions",
                d.conditions().stream().map(DecisionText::condition).toList());
        text.put("stages", d.stages().stream().map(DecisionText::stage).toList());
        text.put("missing", d.missing());
        text.put("votes", d.votes().stream().map(DecisionText::vote).toList());
        text.put("grantedSeconds", d.grantedSeconds());
        text.put("maxSeconds", d.maxSeconds());
        text.put("notAfter", d.notAfter());
        text.put("startsAt", d.startsAt());
        text.put("startBy", d.startBy());
        text.put("askAgainAt", d.askAgainAt());
        text.put("binding", d.binding() == null ? null : binding(d.binding()));
        text.put("obligations", d.obligations());
        text.put("notify", d.notifies());
        text.put("review", d.review() == null ? null : review(d.review()));
        text.put("watch", d.watch());
        return CanonicalJson.of(text);
    }

    private static List<?> policy(PolicyRef policy) {
        return List.of(policy.serial(), policy.commit(), policy.tree(), policy.bundleDigest());
    }

    private static SortedMap<String, @Nullable Object> condition(Decision.Condition condition) {
        TreeMap<String, @Nullable Object> text = new TreeMap<>();
        text.put("name", condition.name());
        text.put("part", condition.part());
        text.put("result", condition.result());
        text.put("values", condition.values());
        text.put("message", condition.message());
        text.put("at", condition.at());
        return text;
    }

    private static List<?> stage(Decision.Stage stage) {
        return List.of(
                stage.stage(),
                stage.from(),
                stage.asked(),
                stage.need(),
                stage.have(),
                stage.openedAt(),
                stage.closesAt(),
                stage.escalated());
    }

    private static List<?> vote(Decision.VoteResult vote) {
        return List.of(vote.voteId().toString(), vote.outcome());
    }

    private static List<?> binding(Binding binding) {
        return List.of(binding.target(), binding.account(), binding.entitlements());
    }

    private static List<?> review(Decision.ReviewPlan review) {
        return List.of(review.from(), review.people(), review.need(), review.withinSeconds());
    }
}
