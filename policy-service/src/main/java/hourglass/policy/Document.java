package hourglass.policy;

/// A document of a policy set, as its authors wrote it.
///
/// @param id unique in the repository
/// @param kind such as `AccessPolicy`
/// @param owner such as `group:security`, by its path
/// @param file path in the repository
/// @param line where it begins, from 1
/// @param source its own text
public record Document(String id, String kind, String title, String owner, String file, int line, String source) {}
