package hourglass.audit.log;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path of a tile or of a bundle of entries, as in `tile/1/x001/x234/067.p/8` or `tile/entries/067`.
///
/// @param level of a tile, [#ENTRIES] for a bundle of entries
/// @param index from 0
/// @param width 256 when full, less with `.p/W`
public record TilePath(int level, long index, int width) {
    /// In the place of a level: the entries themselves.
    public static final int ENTRIES = -1;

    private static final Pattern FORM = Pattern.compile(
            "tile/(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public static String of(int level, long index, int width) {
        StringBuilder path = new StringBuilder("tile/")
                .append(level == ENTRIES ? "entries" : Integer.toString(level))
                .append('/');
        String last = String.format(Locale.ROOT, "%03d", index % 1000);
        StringBuilder before = new StringBuilder();
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            before.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        path.append(before).append(last);
        return width == Tile.WIDTH
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }

    /// Reads a path; empty when it is not the one spelling of a tile's path.
    public static Optional<TilePath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        int width = matcher.group(3) == null ? Tile.WIDTH : Integer.parseInt(matcher.group(3));
        TilePath tile = new TilePath(level, index, width);
        return tile.toString().equals(path) && width <= Tile.WIDTH ? Optional.of(tile) : Optional.empty();
    }

    @Override
    public String toString() {
        return of(level, index, width);
    }
}
