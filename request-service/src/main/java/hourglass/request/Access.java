package hourglass.request;

/// What is asked for: a role on a resource of the catalog.
public record Access(String resource, String role) {
    public Access {
        if (resource.isBlank() || role.isBlank()) {
            throw new IllegalArgumentException("Access names a resource and a role on it.");
        }
    }
}
