package hourglass.cli;

/// Makes text from elsewhere harmless: a reason or a name must not move the cursor, ring the bell, colour the screen,
/// turn the reading direction or look like a second line.
final class Text {

    private Text() {}

    /// The text with every control, format (bidirectional marks among them) and separator character and every lone
    /// surrogate written as an escape: `\n`, `\t`, `\u001B`.
    static String visible(String text) {
        return escape(text, true);
    }

    /// JSON with the same characters escaped as JSON does; outside of strings it has none.
    static String visibleJson(String json) {
        return escape(json, false);
    }

    private static String escape(String text, boolean layoutToo) {
        if (text.codePoints().noneMatch(point -> isHidden(point, layoutToo))) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (!isHidden(point, layoutToo)) {
                visible.appendCodePoint(point);
            } else if (point == '\n') {
                visible.append("\\n");
            } else if (point == '\t') {
                visible.append("\\t");
            } else if (point == '\r') {
                visible.append("\\r");
            } else {
                for (char unit : Character.toChars(point)) {
                    visible.append("\\u%04X".formatted((int) unit));
                }
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int point, boolean layoutToo) {
        if (!layoutToo && (point == '\n' || point == '\r')) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /// Width on a terminal, near enough for columns: one for each character.
    static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
