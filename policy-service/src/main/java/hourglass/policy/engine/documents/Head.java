package hourglass.policy.engine.documents;

import hourglass.policy.Document;
import hourglass.policy.engine.yaml.Place;

/// What every document begins with.
///
/// @param owner such as `group:security`, by the path of its file
/// @param at where the document begins
/// @param source its own text
public record Head(String kind, String id, String title, String owner, Place at, String source) {

    /// The same with another owner.
    Head ownedBy(String other) {
        return new Head(kind, id, title, other, at, source);
    }

    /// For readers of the set.
    public Document document() {
        return new Document(id, kind, title, owner, at.file(), at.line(), source);
    }
}
