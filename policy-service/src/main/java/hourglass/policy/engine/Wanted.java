package hourglass.policy.engine;

/// A stage as one offer wants it.
///
/// @param need the largest of those who want it under this id (rule 9)
record Wanted(LinkedStage stage, int need) {

    static Wanted union(Wanted one, Wanted other) {
        return one.need >= other.need ? one : new Wanted(one.stage, other.need);
    }
}
