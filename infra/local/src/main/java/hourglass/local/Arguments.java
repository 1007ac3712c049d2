package hourglass.local;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What `infra/start` was told.
///
/// @param data folder for all data
/// @param fresh whether to begin with no data
/// @param sure whether not to ask before data is deleted
record Arguments(Path data, boolean fresh, boolean sure) {
    static final String USAGE = """
            infra/start [--fresh [--yes]] [--data FOLDER]
              starts all of Hourglass on this machine, without Docker; builds it first when needed. Ctrl-C stops it.
              --fresh        begin again without the data of earlier starts; asks first
              --yes          don't ask
              --data FOLDER  keep data there instead of infra/local/data""";

    /// Reads them.
    ///
    /// @param usual data folder
    /// @throws IllegalArgumentException for a word that isn't known
    static Arguments of(List<String> words, Path usual) {
        Path data = usual;
        boolean fresh = false;
        boolean sure = false;
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String one = word.next();
            switch (one) {
                case "--fresh" -> fresh = true;
                case "--yes" -> sure = true;
                case "--data" -> {
                    if (!word.hasNext()) {
                        throw new IllegalArgumentException("--data needs a folder");
                    }
                    data = Path.of(word.next());
                }
                default -> throw new IllegalArgumentException("infra/start doesn't know '" + one + "'");
            }
        }
        return new Arguments(data, fresh, sure);
    }
}
