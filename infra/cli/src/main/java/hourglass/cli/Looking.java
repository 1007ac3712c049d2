package hourglass.cli;

import hourglass.cli.Listing.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The commands that only read lists: `find`, `requests`, `grants`.
final class Looking {

    private Looking() {}

    @Command(name = "find", description = "Find resources and what their roles allow.")
    static final class Find extends hourglass.cli.Command.Reading {

        @Parameters(paramLabel = "WORDS", description = "Part of the name; all when left out.")
        List<String> words = List.of();

        Find(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            JsonNode found = api().get("/v1/resources?limit=200&q=" + Wire.encoded(String.join(" ", words)))
                    .body();
            if (printedAsJson(found)) {
                return Exit.DONE;
            }
            Listing listing = new Listing("RESOURCE", "TYPE", "ENVIRONMENT", "ROLE", "ALLOWS");
            for (JsonNode resource : Json.items(found, "items").toList()) {
                for (JsonNode role : Json.items(resource, "roles").toList()) {
                    listing.add(
                            Cell.of(Json.text(resource, "id")),
                            Cell.of(Json.text(resource, "type")),
                            Cell.of(Json.text(resource, "environment")),
                            Cell.of(Json.text(role, "role")),
                            Cell.of(Json.text(role, "allows")));
                }
            }
            return printed(listing, shell, "No resource matches.");
        }
    }

    @Command(name = "requests", description = "List requests: yours, or those waiting for you.")
    static final class ListRequests extends hourglass.cli.Command.Reading {

        @Option(names = "--inbox", description = "What waits for your vote.")
        boolean inbox;

        @Option(names = "--all", description = "All you may see (operators, auditors, owners).")
        boolean all;

        @Option(names = "--state", paramLabel = "STATE", description = "IN_REVIEW, HELD, ACTIVE, ENDED …")
        @Nullable
        String state;

        @Option(names = "--resource", paramLabel = "RESOURCE", description = "Only this resource.")
        @Nullable
        String resource;

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many, 1 to 200.")
        int limit;

        ListRequests(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (inbox && all) {
                throw Failure.usage("Give --inbox or --all, not both.");
            }
            Map<String, String> query = new LinkedHashMap<>();
            query.put("view", inbox ? "inbox" : all ? "all" : "mine");
            query.put("limit", String.valueOf(limit));
            if (state != null) {
                query.put("state", state);
            }
            if (resource != null) {
                query.put("resource", resource);
            }
            JsonNode found = api().get("/v1/requests?" + Wire.query(query)).body();
            if (printedAsJson(found)) {
                return Exit.DONE;
            }
            Listing listing =
                    new Listing("ID", "STATE", "REQUESTER", "RESOURCE", "ROLE", "DURATION", "SUBMITTED", "REASON");
            for (JsonNode row : Json.items(found, "items").toList()) {
                String submitted = Json.text(row, "submittedAt");
                listing.add(
                        Cell.id(Json.text(row, "id")),
                        Cell.of(Json.text(row, "state")),
                        Cell.of(Json.name(row.path("requester"))),
                        Cell.of(Requests.resource(row)),
                        Cell.of(Json.text(row, "role")),
                        span(Json.text(row, "duration")),
                        new Cell(moments().second(submitted), submitted),
                        Cell.of(Json.text(row, "reason")));
            }
            return printed(listing, shell, inbox ? "Nothing waits for you." : "No requests.");
        }
    }

    @Command(name = "grants", description = "List the access there is now.")
    static final class Grants extends hourglass.cli.Command.Reading {

        @Parameters(arity = "0..1", paramLabel = "RESOURCE", description = "Only this resource.")
        @Nullable
        String resource;

        @Option(names = "--person", paramLabel = "PERSON", description = "Only this person's.")
        @Nullable
        String person;

        @Option(names = "--state", paramLabel = "STATE", description = "ACTIVE when left out.")
        @Nullable
        String state;

        @Option(names = "--overdue", description = "Only those that should be gone and are not.")
        boolean overdue;

        Grants(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Map<String, String> query = new LinkedHashMap<>();
            if (overdue) {
                query.put("overdue", "true");
            } else {
                query.put("state", state == null ? "ACTIVE" : state);
            }
            if (resource != null) {
                query.put("resource", resource);
            }
            if (person != null) {
                query.put("person", person);
            }
            JsonNode found = api().get("/v1/grants?" + Wire.query(query)).body();
            if (printedAsJson(found)) {
                return Exit.DONE;
            }
            Listing listing = new Listing("ID", "PERSON", "RESOURCE", "ROLE", "STATE", "UNTIL", "LEFT", "TARGET");
            for (JsonNode row : Json.items(found, "items").toList()) {
                String until = Json.text(row, "expiresAt");
                listing.add(
                        Cell.id(Json.text(row, "request")),
                        Cell.of(Json.name(row.path("person"))),
                        Cell.of(Requests.resource(row)),
                        Cell.of(Json.text(row, "role")),
                        Cell.of(Json.text(row, "state")),
                        new Cell(moments().minute(until), until),
                        new Cell(moments().left(until), until),
                        Cell.of(Json.text(row, "target")));
            }
            return printed(listing, shell, "No access of that kind.");
        }
    }

    private static Cell span(String iso) {
        return new Cell(Moments.span(iso), iso);
    }

    private static int printed(Listing listing, Shell shell, String nothing) {
        if (listing.isEmpty()) {
            shell.say(nothing);
        } else {
            listing.print(shell);
        }
        return Exit.DONE;
    }
}
