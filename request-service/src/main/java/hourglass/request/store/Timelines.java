package hourglass.request.store;

import static hourglass.request.store.Columns.at;

import hourglass.request.Actor;
import hourglass.request.Event;
import hourglass.request.RequestId;
import hourglass.request.Timeline;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One line for each event of a request.
final class Timelines {
    private final JdbcClient jdbc;

    Timelines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(RequestId id, long revision, Instant at, Event event, Actor actor) {
        jdbc.sql("""
                        INSERT INTO timeline (request_id, revision, at, event, actor_kind, actor, via, text)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id.uuid(),
                        revision,
                        at(at),
                        Timeline.name(event),
                        actor.kind().name(),
                        actor.id(),
                        actor.via().name(),
                        Timeline.text(event, actor))
                .update();
    }
}
