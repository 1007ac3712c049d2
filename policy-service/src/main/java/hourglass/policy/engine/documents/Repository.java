package hourglass.policy.engine.documents;

import java.util.List;
import java.util.Map;

/// A whole commit, read and sound in its structure; nothing in it is resolved yet.
///
/// @param types catalog types by id
/// @param resources catalog resources by id
/// @param heads of every document, suites too, in the order of files
public record Repository(
        Settings settings,
        Facts facts,
        Map<String, CatalogType> types,
        Map<String, CatalogResource> resources,
        List<CalendarText> calendars,
        List<DirectoryText> directories,
        List<Guardrail> guardrails,
        List<AccessPolicy> policies,
        List<SuiteText> suites,
        List<Head> heads) {}
