package hourglass.request;

/// A person's key in the directory. Several identities of a provider may stand for one person.
public record PersonId(String value) {
    public PersonId {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("A person's id has 1 to 200 characters.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
