package hourglass.request.store;

import hourglass.request.Actor;
import hourglass.request.Event;
import hourglass.request.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line for each event of a request, written by the statement that changes the request.
final class Timelines {
    /// Before the INSERT or UPDATE of the request `:id`.
    static final String WITH_LINES = """
            WITH lines AS (
              INSERT INTO timeline (request_id, revision, at, event, actor_kind, actor, via, text)
              SELECT :id, :lineBefore + told.number, :lineAt, told.event, :lineActorKind, :lineActor, :lineVia, told.text
                FROM unnest(:lineEvents::text[], :lineTexts::text[]) WITH ORDINALITY AS told (event, text, number))
            """;

    private Timelines() {}

    /// @param before revision of the view before the first of these events
    static void parameters(
            Map<String, @Nullable Object> columns, long before, Instant at, List<Event> events, Actor actor) {
        columns.put("lineBefore", before);
        columns.put("lineAt", Columns.at(at));
        columns.put("lineActorKind", actor.kind().name());
        columns.put("lineActor", actor.id());
        columns.put("lineVia", actor.via().name());
        columns.put("lineEvents", events.stream().map(Timeline::name).toArray(String[]::new));
        columns.put(
                "lineTexts",
                events.stream().map(event -> Timeline.text(event, actor)).toArray(String[]::new));
    }
}
