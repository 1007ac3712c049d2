package hourglass.request;

import hourglass.request.Requests.Candidate;
import java.util.List;
import java.util.function.BiConsumer;

/// Asks policy again about requests that are due without anybody acting. Any number of instances may run it.
public final class AskAgain {
    /// What a sweep looks for, the most pressing first.
    public static final List<AskCause> CAUSES =
            List.of(AskCause.PERSON, AskCause.RESOURCE, AskCause.POLICY, AskCause.TIMER, AskCause.RETRY);

    private final Requests requests;
    private final ChangeRequest door;
    private final EachByItself each;

    /// Asks about the requests of one store.
    ///
    /// @param failed is told of each request that failed, and why; the others go on
    public AskAgain(Requests requests, BiConsumer<RequestId, RuntimeException> failed) {
        this.requests = requests;
        this.door = new ChangeRequest(requests);
        this.each = new EachByItself(failed);
    }

    /// Asks again about at most `limit` requests that are due for `cause`; returns how many that were.
    public int ask(AskCause cause, int limit) {
        return count(requests.due(cause, limit), new Command.AskAgain(cause));
    }

    /// Calls off at most `limit` requests that policy hasn't answered in time; returns how many that were.
    public int giveUp(int limit) {
        return count(requests.unanswered(limit), new Command.GiveUp());
    }

    private int count(List<Candidate> candidates, Command command) {
        return each.count(
                candidates,
                Candidate::id,
                candidate -> door.changeIfFree(candidate.id(), command, candidate.because()));
    }
}
