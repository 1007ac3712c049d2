package hourglass.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What `infra/start` was told.
///
/// @param data folder for all data
/// @param fresh whether to begin with no data
/// @param sure whether not to ask before data is deleted
/// @param empty whether to leave out the sample requests
record Arguments(Path data, boolean fresh, boolean sure, boolean empty) {
    /// Reads them.
    ///
    /// @param usual data folder
    /// @throws IllegalArgumentException for a word that isn't known
    static Arguments of(List<String> words, Path usual) {
        Path data = usual;
        boolean fresh = false;
        boolean sure = false;
        boolean empty = false;
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String one = word.next();
            switch (one) {
                case "--fresh" -> fresh = true;
                case "--yes" -> sure = true;
                case "--empty" -> empty = true;
                case "--data" -> {
                    if (!word.hasNext()) {
                        throw new IllegalArgumentException("--data needs a folder");
                    }
                    data = Path.of(word.next());
                }
                default -> throw new IllegalArgumentException("infra/start doesn't know '" + one + "'");
            }
        }
        return new Arguments(data, fresh, sure, empty);
    }

    /// Whether a start sends the sample requests: the first one that gets ready on this data, unless told otherwise.
    ///
    /// @param url the file that every start leaves when it is ready
    boolean samples(Path url) {
        return !empty && !Files.exists(url);
    }
}
