package hourglass.request;

import org.jspecify.annotations.Nullable;

/// In what capacity somebody calls off or ends a request.
enum Capacity {
    REQUESTER,
    /// Of the resource that it is for.
    OWNER,
    /// Acts on what is others' business, and so says why.
    OPERATOR,
    /// In none that counts.
    NONE;

    /// The first that applies: who is several of them needs to say no more than the first.
    ///
    /// @param owner of the resource, in policy's words; null when the catalog doesn't list it
    static Capacity of(Caller caller, AccessRequest request, @Nullable String owner) {
        if (caller.person().equals(request.dossier().requester())) {
            return REQUESTER;
        }
        if (caller.is(owner)) {
            return OWNER;
        }
        return caller.operator() ? OPERATOR : NONE;
    }

    /// Whether somebody in this capacity still has to say why.
    boolean owesAReason(@Nullable String comment) {
        return this == OPERATOR && (comment == null || comment.isBlank());
    }
}
