package hourglass.audit;

/// Keeps who read what.
@FunctionalInterface
public interface Readings {
    /// Returns only when the reading is kept: no answer leaves before.
    void keep(Reading reading);
}
