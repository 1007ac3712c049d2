package hourglass.policy.git;

/// How large a policy repository may be. Beyond it a commit is refused before its bytes are held in memory.
///
/// @param fileBytes of one file, at least 1
/// @param totalBytes of all files of a commit
/// @param files of a commit
public record Bounds(int fileBytes, long totalBytes, int files) {
    /// A megabyte a file, 64 MiB and 20,000 files a commit: ten times what the largest measured repository has.
    public static final Bounds USUAL = new Bounds(1 << 20, 64L << 20, 20_000);

    public Bounds {
        if (fileBytes < 1 || totalBytes < 1 || files < 1) {
            throw new IllegalArgumentException("Bounds of a policy repository are at least 1");
        }
    }
}
