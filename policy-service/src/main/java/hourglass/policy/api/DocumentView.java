package hourglass.policy.api;

import hourglass.policy.Document;
import org.jspecify.annotations.Nullable;

/// A document of a policy set.
///
/// @param at `path:line`
/// @param source as its authors wrote it; null in lists
record DocumentView(
        String id,
        String kind,
        String title,
        String owner,
        String at,
        @Nullable String source) {
    static DocumentView withoutSource(Document document) {
        return of(document, null);
    }

    static DocumentView whole(Document document) {
        return of(document, document.source());
    }

    private static DocumentView of(Document document, @Nullable String source) {
        return new DocumentView(
                document.id(),
                document.kind(),
                document.title(),
                document.owner(),
                document.file() + ":" + document.line(),
                source);
    }
}
