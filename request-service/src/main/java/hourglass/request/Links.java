package hourglass.request;

import hourglass.request.Refusal.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other requests that a form names. They are the person's own: whoever names another's is told the same as of one that
/// never was. What a request is for never changes, so nobody's row is locked to look.
final class Links {
    private final Requests requests;

    Links(Requests requests) {
        this.requests = requests;
    }

    /// What is wrong with them, one refusal per field; NOT_FOUND for what isn't theirs.
    List<Refusal> refusals(PersonId person, RequestForm form) {
        List<Refusal> refusals = new ArrayList<>();
        if (form.replaces() != null && own(person, form.replaces()) == null) {
            refusals.add(notFound("/replaces", form.replaces()));
        }
        if (form.extending() != null) {
            Content extended = own(person, form.extending());
            if (extended == null) {
                refusals.add(notFound("/extends", form.extending()));
            } else if (!extended.access().equals(form.access())) {
                refusals.add(new Refusal(
                        Rule.INVALID,
                        "Request " + form.extending() + " is for "
                                + extended.access().role() + " on "
                                + extended.access().resource() + ": name one for the same, or leave it out.",
                        "/extends"));
            }
        }
        return refusals;
    }

    private @Nullable Content own(PersonId person, RequestId id) {
        Content content = requests.content(id);
        return content != null && content.person().equals(person) ? content : null;
    }

    private static Refusal notFound(String pointer, RequestId id) {
        return new Refusal(Rule.NOT_FOUND, "You have made no request " + id + ".", pointer);
    }
}
