package hourglass.request.api;

import hourglass.request.Directory;
import hourglass.request.Directory.Person;
import hourglass.request.PersonId;
import hourglass.request.api.RequestShown.Named;
import hourglass.request.api.RequestShown.PersonShown;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// People by name, for one answer: each is looked up once.
final class People {
    private final Directory directory;
    private final Map<String, Optional<Person>> seen = new HashMap<>();

    People(Directory directory) {
        this.directory = directory;
    }

    Named named(String id) {
        return new Named(id, name(id));
    }

    List<Named> named(Collection<String> ids) {
        return ids.stream().map(this::named).toList();
    }

    String name(String id) {
        return find(id).map(Person::name).orElse(id);
    }

    PersonShown shown(PersonId id) {
        return new PersonShown(
                id.value(), name(id.value()), find(id.value()).map(Person::team).orElse(null));
    }

    boolean know(PersonId id) {
        return find(id.value()).isPresent();
    }

    private Optional<Person> find(String id) {
        // What stands in braces may have been written by anybody: a Unicode blank is nobody's id.
        return id.isBlank()
                ? Optional.empty()
                : seen.computeIfAbsent(id, key -> Optional.ofNullable(directory.find(new PersonId(key))));
    }
}
