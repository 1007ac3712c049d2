package hourglass.audit.store;

import static hourglass.audit.store.Projections.utc;

import hourglass.audit.Change;
import hourglass.audit.Fact;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes facts. Every statement gives the same result in any order and when repeated: topics are read side by
/// side, and records are sent at least once.
final class FactRows {
    private static final int AT_ONCE = 500;

    private final JdbcTemplate jdbc;

    FactRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void write(List<Fact> facts) {
        timeline(facts.stream().filter(fact -> fact.request() != null).toList());
        List<Fact> accesses = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact.change()) {
                case Change.None _ -> {}
                case Change.Asked asked -> asked(fact, asked);
                case Change.Voted voted -> voted(fact, voted);
                case Change.Decided _ -> {}
                case Change.Accessed _ -> accesses.add(fact);
                case Change.Known known -> known(fact, known);
            }
        }
        decisions(facts.stream()
                .filter(fact -> fact.change() instanceof Change.Decided)
                .toList());
        accesses(accesses);
    }

    private void timeline(List<Fact> facts) {
        batch("""
                INSERT INTO timeline (request, event_id, entry, at, topic, writer, event, by_kind, by_id, by_via, text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", facts, (row, fact) -> {
            row.setString(1, fact.request());
            row.setObject(2, fact.stamp().eventId());
            row.setLong(3, fact.entry());
            row.setObject(4, utc(fact.stamp().at()));
            row.setString(5, fact.stamp().topic());
            row.setString(6, fact.stamp().writer());
            row.setString(7, fact.event());
            row.setString(8, fact.by().kind());
            row.setString(9, fact.by().id());
            row.setString(10, fact.by().via());
            row.setString(11, fact.text());
        });
    }

    private void asked(Fact fact, Change.Asked asked) {
        jdbc.update(
                "INSERT INTO asked (request, person, resource, role, entry) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                fact.stamp().aggregate(),
                asked.person(),
                asked.resource(),
                asked.role(),
                fact.entry());
    }

    private void voted(Fact fact, Change.Voted voted) {
        jdbc.update(
                """
                INSERT INTO vote (vote_id, request, person, yes, stage, entry) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                voted.voteId(),
                fact.stamp().aggregate(),
                voted.person(),
                voted.yes(),
                voted.stage(),
                fact.entry());
    }

    /// A repeat has the id of the first, and the first counts.
    private void decisions(List<Fact> facts) {
        batch("""
                INSERT INTO decision (event_id, request, number, outcome, policy_commit, counted, entry)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", facts, (row, fact) -> {
            Change.Decided decided = (Change.Decided) fact.change();
            row.setObject(1, fact.stamp().eventId());
            row.setString(2, fact.stamp().aggregate());
            row.setLong(3, decided.number());
            row.setString(4, decided.outcome());
            row.setString(5, decided.policyCommit());
            row.setArray(
                    6,
                    row.getConnection().createArrayOf("uuid", decided.counted().toArray()));
            row.setLong(7, fact.entry());
        });
    }

    private void accesses(List<Fact> facts) {
        batch("""
                INSERT INTO access AS known (request, person, resource, role, target, account, decision, policy_commit,
                  break_glass, possible_from, since, expires_at, until, ended_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (request) DO UPDATE SET
                  possible_from = least(known.possible_from, excluded.possible_from),
                  since = coalesce(known.since, excluded.since),
                  expires_at = coalesce(known.expires_at, excluded.expires_at),
                  until = coalesce(known.until, excluded.until),
                  ended_by = coalesce(known.ended_by, excluded.ended_by)""", facts, (row, fact) -> {
            Change.Accessed access = (Change.Accessed) fact.change();
            row.setString(1, fact.stamp().aggregate());
            row.setString(2, access.grant().person());
            row.setString(3, access.grant().resource());
            row.setString(4, access.grant().role());
            row.setString(5, access.grant().target());
            row.setString(6, access.grant().account());
            row.setObject(7, access.grant().decision());
            row.setString(8, access.grant().policyCommit());
            row.setBoolean(9, access.grant().breakGlass());
            time(row, 10, access.possibleFrom());
            time(row, 11, access.since());
            time(row, 12, access.expiresAt());
            time(row, 13, access.until());
            row.setString(14, access.endedBy());
        });
    }

    private void known(Fact fact, Change.Known known) {
        int newer = jdbc.update("""
                INSERT INTO person AS known (person, serial, entry) VALUES (?, ?, ?)
                ON CONFLICT (person) DO UPDATE SET serial = excluded.serial, entry = excluded.entry
                WHERE known.serial < excluded.serial""", known.person(), known.serial(), fact.entry());
        if (newer == 1) {
            jdbc.update("DELETE FROM person_identity WHERE person = ?", known.person());
            if (!known.removed()) {
                known.identities()
                        .forEach(identity -> jdbc.update("""
                                INSERT INTO person_identity (idp, subject, person) VALUES (?, ?, ?)
                                ON CONFLICT (idp, subject) DO UPDATE SET person = excluded.person""", identity.idp(), identity.subject(), known.person()));
            }
        }
    }

    private static void time(PreparedStatement row, int column, @Nullable Instant at) throws SQLException {
        row.setObject(column, utc(at), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private interface Fill {
        void fill(PreparedStatement row, Fact fact) throws SQLException;
    }

    private void batch(String sql, List<Fact> facts, Fill fill) {
        if (!facts.isEmpty()) {
            jdbc.batchUpdate(sql, facts, AT_ONCE, fill::fill);
        }
    }
}
