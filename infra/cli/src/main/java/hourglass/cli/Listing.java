package hourglass.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows of data: a table with a header for a terminal, tab-separated values without one for a pipe.
final class Listing {

    /// One value: what a person reads, and what a program does.
    record Cell(String shown, String plain) {

        static Cell of(String text) {
            return new Cell(text, text);
        }

        /// An id by its last four characters, which tell requests apart where the beginning is time.
        static Cell id(String id) {
            return new Cell(shortId(id), id);
        }
    }

    private final List<String> headers;
    private final List<List<Cell>> rows = new ArrayList<>();

    Listing(String... headers) {
        this.headers = List.of(headers);
    }

    void add(Cell... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Shell shell) {
        if (!shell.terminals().out()) {
            rows.forEach(row -> shell.row(row.stream().map(Cell::plain).toArray(String[]::new)));
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(headers);
        rows.forEach(row ->
                lines.add(row.stream().map(cell -> Text.visible(cell.shown)).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < headers.size(); column++) {
            int index = column;
            widths.add(lines.stream()
                    .mapToInt(line -> Text.width(line.get(index)))
                    .max()
                    .orElse(0));
        }
        lines.forEach(line -> shell.out().println(padded(line, widths)));
    }

    static String shortId(String id) {
        return id.length() <= 4 ? id : id.substring(id.length() - 4);
    }

    private static String padded(List<String> line, List<Integer> widths) {
        StringBuilder padded = new StringBuilder();
        for (int column = 0; column < line.size(); column++) {
            String cell = line.get(column);
            padded.append(cell);
            padded.append(" ".repeat(widths.get(column) - Text.width(cell) + 2));
        }
        return padded.toString().stripTrailing();
    }
}
