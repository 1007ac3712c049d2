package hourglass.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import hourglass.audit.AccessHeld;
import hourglass.audit.Coverage;
import hourglass.audit.Gap;
import hourglass.audit.TimelineItem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What answers look like.
final class Bodies {
    private Bodies() {}

    /// One page of an answer.
    ///
    /// @param next address of the next page, null at the end
    record Page<T>(
            String question,
            Map<String, String> parameters,
            List<T> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next,

            Covers covers) {}

    /// What the answer stands on.
    record Covers(
            long entries,
            String checkpoint,
            Instant signedAt,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant anchoredAt,

            List<GapFound> gaps,
            Instant from,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant until) {
        static Covers of(Coverage covers) {
            return new Covers(
                    covers.entries(),
                    covers.checkpoint(),
                    covers.signedAt(),
                    covers.anchoredAt(),
                    covers.gaps().stream().map(GapFound::of).toList(),
                    covers.from(),
                    covers.until());
        }
    }

    /// What is missing.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GapFound(
            long entry,
            String kind,
            String topic,
            @Nullable Integer partition,
            @Nullable String writer,
            @Nullable String aggregate,
            long first,
            long last,
            @Nullable Instant notBefore,
            Instant notAfter) {
        static GapFound of(Coverage.KnownGap known) {
            Gap gap = known.gap();
            return new GapFound(
                    known.entry(),
                    word(gap.kind()),
                    gap.topic(),
                    gap.partition(),
                    gap.writer(),
                    gap.aggregate(),
                    gap.first(),
                    gap.last(),
                    gap.notBefore(),
                    gap.notAfter());
        }
    }

    /// A row of who-had-access.
    record Held(
            String person,
            String role,
            String request,
            String certainty,
            Instant possibleFrom,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String endedBy,
            String policyCommit,
            boolean breakGlass,
            List<String> approvedBy,
            List<Long> entries) {
        static Held of(AccessHeld held) {
            return new Held(
                    held.person(),
                    held.role(),
                    held.request(),
                    word(held.certainty()),
                    held.possibleFrom(),
                    held.from(),
                    held.to(),
                    held.endedBy(),
                    held.policyCommit(),
                    held.breakGlass(),
                    held.approvedBy(),
                    held.entries());
        }
    }

    /// Who or what caused an event.
    record Actor(String kind, String id, String via) {}

    /// A row of a timeline.
    ///
    /// @param proof address of the proof that the entry is in the log that the answer covers
    record Item(
            Instant at, String event, Actor by, String text, String topic, String writer, long entry, String proof) {
        static Item of(TimelineItem item, long size) {
            return new Item(
                    item.at(),
                    item.event(),
                    new Actor(item.by().kind(), item.by().id(), item.by().via()),
                    item.text(),
                    item.topic(),
                    item.writer(),
                    item.entry(),
                    "/v1/entries/" + item.entry() + "/proof?size=" + size);
        }
    }

    static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
