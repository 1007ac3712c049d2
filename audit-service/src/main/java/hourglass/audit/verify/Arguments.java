package hourglass.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The command's arguments: one file, and options with a value each.
///
/// @param file what is to be checked
/// @param options values by option, in the order given
record Arguments(String file, Map<String, List<String>> options) {
    private static final List<String> KNOWN = List.of("--anchor", "--entry", "--from", "--key");

    static Arguments parse(List<String> args) throws UsageException {
        Optional<String> file = Optional.empty();
        Map<String, List<String>> options = new TreeMap<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("--")) {
                if (file.isPresent()) {
                    throw new UsageException(
                            "One file at a time: '%s' and '%s' were given.".formatted(file.get(), arg));
                }
                file = Optional.of(arg);
            } else if (!KNOWN.contains(arg)) {
                throw new UsageException("There is no option '" + arg + "'.");
            } else if (i + 1 == args.size()) {
                throw new UsageException("Option '" + arg + "' needs a value.");
            } else {
                options.computeIfAbsent(arg, _ -> new ArrayList<>()).add(args.get(++i));
            }
        }
        return new Arguments(file.orElseThrow(() -> new UsageException("No file was given.")), options);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    Optional<String> one(String option) {
        List<String> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    String needed(String option, String what) throws UsageException {
        return one(option).orElseThrow(() -> new UsageException("For %s add %s FILE.".formatted(what, option)));
    }
}
