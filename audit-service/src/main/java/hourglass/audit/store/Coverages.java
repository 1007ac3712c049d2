package hourglass.audit.store;

import static hourglass.audit.store.StoredAnswers.instant;

import hourglass.audit.Coverage;
import hourglass.audit.Gap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What answers stand on: the signed checkpoint that the projections have reached, and the gaps that matter.
final class Coverages {
    /// Of a record that can't be read, the resource of its request; absent when no such request is known.
    private static final String GAPS = """
            SELECT entry, kind, topic, partition, writer, aggregate, first, last, not_before, not_after,
              kind <> 'UNDECODABLE' OR %s AS stops
            FROM gap CROSS JOIN LATERAL (SELECT CASE WHEN kind = 'UNDECODABLE' THEN coalesce(
              (SELECT asked.resource FROM asked WHERE asked.request = gap.aggregate),
              (SELECT access.resource FROM access WHERE access.request = gap.aggregate)) END AS resource) known
            WHERE topic IN ('hourglass.requests', 'hourglass.decisions', 'hourglass.grants', 'hourglass.expiries') AND\s""";

    private final JdbcClient jdbc;
    private final Duration longestGrant;

    Coverages(JdbcClient jdbc, Duration longestGrant) {
        this.jdbc = jdbc;
        this.longestGrant = longestGrant;
    }

    /// A coverage that is yet to be read, in the transaction of its answer.
    interface Wanted {
        /// Empty while the log has no signed checkpoint that the answers have reached.
        Optional<Coverage> read();
    }

    /// For a question about a resource at one moment: a record that was lost before it, or within a
    /// grant's length before it, could be a beginning or an end of access. Missing offsets count
    /// however late they are: a record may come late. A record that can't be read counts like those,
    /// unless it is of a request for something else.
    Wanted at(Instant at, String resource) {
        return () -> coverage(jdbc.sql(GAPS.formatted("known.resource IS NOT NULL") + """
                        (kind <> 'SEQUENCE' OR not_before IS NULL OR not_before <= :at)
                        AND not_after >= :at - make_interval(secs => :longest)
                        AND (known.resource IS NULL OR known.resource = :resource)
                        ORDER BY entry""")
                .param("at", Projections.utc(at))
                .param("longest", longestGrant.toSeconds())
                .param("resource", resource)
                .query((row, _) -> gap(row))
                .list());
    }

    /// For a question about one request: what is missing of it, and what of anything since it began.
    Wanted ofRequest(String request) {
        return () -> coverage(jdbc.sql(GAPS.formatted("aggregate IS NOT NULL") + """
                        CASE WHEN aggregate IS NOT NULL THEN aggregate = :request
                             ELSE coalesce(
                               not_after >= (SELECT min(at) FROM timeline WHERE request = :request), true) END
                        ORDER BY entry""")
                .param("request", request)
                .query((row, _) -> gap(row))
                .list());
    }

    private Optional<Coverage> coverage(List<Coverage.KnownGap> gaps) {
        return jdbc.sql("""
                        SELECT s.size, s.note, s.signed_at,
                          (SELECT min(anchored_at) FROM anchor
                           WHERE size = (SELECT min(size) FROM anchor WHERE size >= s.size)) AS anchored_at,
                          (SELECT recorded_at FROM entry ORDER BY index LIMIT 1) AS begun_at,
                          (SELECT least(recorded_at, s.signed_at) FROM entry WHERE index < s.size
                           AND source <> ALL (ARRAY(SELECT id FROM source
                                                    WHERE topic IN ('@audit', 'hourglass.checkpoints')))
                           ORDER BY index DESC LIMIT 1) AS known_until
                        FROM signed_checkpoint s WHERE s.size = (SELECT applied FROM projection)""")
                .query((row, _) -> new Coverage(
                        row.getLong("size"),
                        row.getString("note"),
                        Objects.requireNonNull(instant(row, "signed_at")),
                        instant(row, "anchored_at"),
                        gaps,
                        Objects.requireNonNull(instant(row, "begun_at")),
                        instant(row, "known_until")))
                .optional();
    }

    private static Coverage.KnownGap gap(ResultSet row) throws SQLException {
        return new Coverage.KnownGap(
                row.getLong("entry"),
                new Gap(
                        Gap.Kind.valueOf(row.getString("kind")),
                        row.getString("topic"),
                        row.getObject("partition", Integer.class),
                        row.getString("writer"),
                        row.getString("aggregate"),
                        row.getLong("first"),
                        row.getLong("last"),
                        time(row.getObject("not_before", OffsetDateTime.class)),
                        Objects.requireNonNull(time(row.getObject("not_after", OffsetDateTime.class)))),
                row.getBoolean("stops"));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
