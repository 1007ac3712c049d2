package hourglass.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table that a run ends with.
final class Report {
    private final List<String[]> rows = new ArrayList<>();

    /// Adds a line, and shows it at once: a later failure must not lose it.
    ///
    /// @param what was measured
    /// @param value with its unit
    /// @param limit what it is compared to, measured in the same run; empty without one
    /// @param ratio value to limit; empty without one
    /// @param aim what we want it to be
    void row(String what, String value, String limit, String ratio, String aim) {
        rows.add(new String[] {what, value, limit, ratio, aim});
        System.err.println("  " + String.join("  ", what, value, limit, ratio));
    }

    static String ms(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    @Override
    public String toString() {
        List<String[]> all = new ArrayList<>();
        all.add(new String[] {"measured", "value", "limit", "ratio", "aim"});
        all.addAll(rows);
        int[] widths = new int[5];
        for (String[] row : all) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] row : all) {
            for (int i = 0; i < row.length; i++) {
                table.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row[i]));
            }
            table.append(System.lineSeparator());
        }
        return table.toString();
    }
}
