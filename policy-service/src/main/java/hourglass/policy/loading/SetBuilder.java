package hourglass.policy.loading;

import hourglass.policy.Loading;
import java.util.SortedMap;

/// Builds the files of a commit into a set: parsed, checked, compiled, linked, and tried by its own suites.
public interface SetBuilder {
    /// The set, or what is wrong with the files.
    ///
    /// @param files path to bytes
    /// @param suites whether to run the suites too
    Loading build(SortedMap<String, byte[]> files, boolean suites);
}
