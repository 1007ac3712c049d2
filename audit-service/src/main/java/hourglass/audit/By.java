package hourglass.audit;

/// Who or what caused an event.
///
/// @param kind `PERSON` or `SERVICE`
/// @param id in the directory, or the service's name
/// @param via the way it came in, such as `API`
public record By(String kind, String id, String via) {}
