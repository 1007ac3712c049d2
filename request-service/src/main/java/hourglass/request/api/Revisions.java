package hourglass.request.api;

import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Entity tags: `"7"` is revision 7 of the view.
final class Revisions {
    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"(\\d{1,18})\"\\s*");

    private Revisions() {}

    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /// The revision that an act is meant for; null when any will do.
    ///
    /// @throws ProblemException 400 when the header is no entity tag of ours
    static @Nullable Long wanted(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.trim().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new ProblemException(ProblemType.MALFORMED, "If-Match is one entity tag, such as \"7\".");
        }
        return Long.valueOf(tag.group(1));
    }

    /// Whether `If-None-Match` names this revision.
    static boolean known(@Nullable String ifNoneMatch, long revision) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", 20))
                        .map(TAG::matcher)
                        .anyMatch(tag -> tag.matches() && Long.parseLong(tag.group(1)) == revision);
    }
}
