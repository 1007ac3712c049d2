package hourglass.request;

import hourglass.request.Refusal.Rule;
import org.jspecify.annotations.Nullable;

/// Who may see a request: its requester, everybody ever asked about it, the resource's owner, operators and auditors.
public final class Visibility {
    private Visibility() {}

    /// Whether `caller` may see it.
    ///
    /// @param owner of the resource, in policy's words; null when the catalog doesn't list it
    public static boolean sees(Caller caller, AccessRequest request, @Nullable String owner) {
        Dossier dossier = request.dossier();
        return caller.operator()
                || caller.auditor()
                || caller.person().equals(dossier.requester())
                || caller.is(owner)
                || dossier.asked().stream().anyMatch(caller::is)
                || dossier.votes().stream().anyMatch(vote -> vote.person().equals(caller.person()));
    }

    /// The same answer as for an id that never was: nobody learns of requests that aren't theirs to see.
    static Result notFound(AccessRequest request) {
        return Result.refused(Rule.NOT_FOUND, notFound(request.id()));
    }

    static String notFound(RequestId id) {
        return "There is no request " + id + " that you may see.";
    }
}
