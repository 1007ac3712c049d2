package hourglass.request.publishes;

import hourglass.events.ContentDigest;
import hourglass.request.Content;
import hourglass.request.Digests;

/// The contract's digest of a request's content.
public final class ContractDigests implements Digests {
    @Override
    public String of(Content content) {
        return ContentDigest.of(AskRecords.content(content));
    }
}
