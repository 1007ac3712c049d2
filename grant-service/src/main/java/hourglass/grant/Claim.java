package hourglass.grant;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The right to work on one account for thirty seconds. Another instance may take it over after that; results are
/// stored only while the claim is still held, and the target obeys only the newest fence.
///
/// @param marks how often the account had been marked when it was claimed: a mark after that asks for another round
/// @param attempts failed ones in a row before this
/// @param grants the account's unfinished grants at that moment
/// @param standing entitlements that the catalog says the account has for good, outside Hourglass
public record Claim(
        UUID id,
        Account account,
        long fence,
        long marks,
        int attempts,
        List<Grant.Unfinished> grants,
        Set<String> standing) {
    public Claim {
        grants = List.copyOf(grants);
        standing = Set.copyOf(standing);
    }

    public Wanted wanted() {
        return Wanted.of(account, fence, grants);
    }
}
