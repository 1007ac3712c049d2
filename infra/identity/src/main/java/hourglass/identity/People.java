package hourglass.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The people of the file, in its order.
///
/// The file is `people:` and a list of entries with `key`, `name`, `subject`, `does` and, if there are any, `roles`.
final class People {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> FIELDS = Set.of("key", "name", "subject", "does", "roles");
    private static final Set<String> ROLES = Set.of("operator", "auditor", "policy-author");

    private final Map<String, Person> byKey = new LinkedHashMap<>();
    private final Map<String, Person> bySubject = new LinkedHashMap<>();

    private People(List<Person> people) {
        for (Person person : people) {
            if (byKey.put(person.key(), person) != null) {
                throw new IllegalArgumentException("the key " + person.key() + " is there twice");
            }
            if (bySubject.put(person.subject(), person) != null) {
                throw new IllegalArgumentException("the subject " + person.subject() + " is there twice");
            }
        }
    }

    /// @throws IllegalArgumentException when the file can't be read or says something wrong, naming file and entry
    static People from(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(yaml, file.toString());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("Can't read the people in " + file, unreadable);
        }
    }

    /// The people that come with the project: those of the seed directory.
    static People shipped() {
        try (InputStream yaml = People.class.getResourceAsStream("/people.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("people.yaml is missing from this build");
            }
            return read(yaml, "people.yaml");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<Person> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Optional<Person> bySubject(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    Collection<Person> all() {
        return byKey.values();
    }

    private static People read(InputStream yaml, String file) {
        Object document = new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(yaml);
        if (!(document instanceof Map<?, ?> map) || !(map.get("people") instanceof List<?> entries)) {
            throw new IllegalArgumentException(file + ": expected `people:` and a list");
        }
        List<Person> people = new ArrayList<>();
        for (Object entry : entries) {
            try {
                people.add(person(entry));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        file + ", entry " + (people.size() + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        try {
            return new People(people);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Person person(Object entry) {
        if (!(entry instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("expected key, name, subject and does");
        }
        for (Object field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("unknown field " + field);
            }
        }
        String key = text(fields, "key");
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a key is lower-case letters, digits and `-`, not " + key);
        }
        return new Person(key, text(fields, "name"), text(fields, "subject"), text(fields, "does"), roles(fields));
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(name + " must be a text");
    }

    private static List<String> roles(Map<?, ?> fields) {
        if (!fields.containsKey("roles")) {
            return List.of();
        }
        if (!(fields.get("roles") instanceof List<?> listed)) {
            throw new IllegalArgumentException("roles must be a list");
        }
        List<String> roles = new ArrayList<>();
        for (Object role : listed) {
            if (!(role instanceof String name) || !ROLES.contains(name)) {
                throw new IllegalArgumentException("no such role: " + role);
            }
            roles.add(name);
        }
        return roles;
    }
}
