package hourglass.policy.engine.conditions;

/// Tells whether a regular expression is anchored at both ends, in each of its alternatives.
final class Anchors {

    private Anchors() {}

    /// False for `INC-[0-9]+`, and for `^A|B$`, where each half is anchored at one end only.
    static boolean both(String pattern) {
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                i = endOfClass(pattern, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '|' && depth == 0) {
                if (!anchored(pattern.substring(begin, i))) {
                    return false;
                }
                begin = i + 1;
            }
        }
        return anchored(pattern.substring(begin));
    }

    private static int endOfClass(String pattern, int start) {
        int i = start + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean anchored(String alternative) {
        boolean begins = alternative.startsWith("^") || alternative.startsWith("\\A");
        boolean ends = (alternative.endsWith("$") && !alternative.endsWith("\\$")) || alternative.endsWith("\\z");
        return begins && ends;
    }
}
