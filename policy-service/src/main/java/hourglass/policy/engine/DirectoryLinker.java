package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.Identity;
import hourglass.policy.Person;
import hourglass.policy.engine.documents.DirectoryText;
import hourglass.policy.engine.documents.DirectoryText.Listed;
import hourglass.policy.engine.documents.DirectoryText.PersonText;
import hourglass.policy.engine.yaml.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Puts the directory's documents together: groups flattened, every name resolved, nobody's account another's.
final class DirectoryLinker {
    private final List<Finding> findings;
    private final Map<String, PersonText> people = new TreeMap<>();
    private final Map<String, Listed> groups = new TreeMap<>();
    private final Map<String, Set<String>> flat = new TreeMap<>();

    DirectoryLinker(List<Finding> findings) {
        this.findings = findings;
    }

    Directory link(List<DirectoryText> documents) {
        for (DirectoryText document : documents) {
            document.people().forEach((id, person) -> once(people, id, person, person.at()));
            document.groups().forEach((id, group) -> once(groups, id, group, group.at()));
        }
        groups.keySet().forEach(group -> flatten(group, new LinkedHashSet<>()));
        Map<String, Set<String>> projects = named(documents, DirectoryText::projects);
        Map<String, Set<String>> leads = named(documents, DirectoryText::leads);
        Map<String, Set<String>> onCall = named(documents, DirectoryText::onCall);
        Map<String, Directory.Member> members = new TreeMap<>();
        Map<Identity, Person> identities = new HashMap<>();
        people.forEach((id, text) -> {
            Person person = person(text);
            members.put(id, new Directory.Member(person, facts(text, person, projects, onCall), text.accounts()));
            for (Identity identity : person.identities()) {
                Person other = identities.putIfAbsent(identity, person);
                if (other != null) {
                    wrong(
                            text.at(),
                            "identity-twice",
                            "'" + identity.idp() + "#" + identity.subject() + "' is " + other.id()
                                    + "'s identity already: an identity has one person.");
                }
            }
        });
        accountsAreUnique();
        references();
        return new Directory(members, flat, sorted(leads), sorted(onCall), identities);
    }

    private <T> void once(Map<String, T> all, String id, T item, Place at) {
        if (all.putIfAbsent(id, item) != null) {
            wrong(at, "duplicate-id", "'" + id + "' is in the directory twice: keep one.");
        }
    }

    private Set<String> flatten(String group, Set<String> path) {
        Set<String> known = flat.get(group);
        Listed listed = groups.get(group);
        if (known != null || listed == null) {
            return known == null ? Set.of() : known;
        }
        if (!path.add(group)) {
            wrong(listed.at(), "group-cycle", "The group contains itself: " + String.join(" > ", path) + ".");
            return Set.of();
        }
        Set<String> members = new TreeSet<>();
        for (String name : listed.names()) {
            if (!name.startsWith("group:")) {
                known(name, listed.at());
                members.add(name);
            } else if (groups.containsKey(name.substring("group:".length()))) {
                members.addAll(flatten(name.substring("group:".length()), path));
            } else {
                wrong(listed.at(), "no-group", "There is no '" + name + "': add it or correct the name.");
            }
        }
        path.remove(group);
        flat.put(group, members);
        return members;
    }

    private Map<String, Set<String>> named(
            List<DirectoryText> documents, Function<DirectoryText, Map<String, Listed>> part) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (DirectoryText document : documents) {
            part.apply(document).forEach((name, listed) -> {
                listed.names().forEach(person -> known(person, listed.at()));
                all.computeIfAbsent(name, n -> new TreeSet<>()).addAll(listed.names());
            });
        }
        return all;
    }

    private static Map<String, List<String>> sorted(Map<String, Set<String>> named) {
        Map<String, List<String>> lists = new TreeMap<>();
        named.forEach((name, members) -> lists.put(name, List.copyOf(members)));
        return lists;
    }

    private Person person(PersonText text) {
        List<Identity> identities = new ArrayList<>();
        for (String subject : text.subjects()) {
            int hash = subject.indexOf('#');
            identities.add(new Identity(subject.substring(0, hash), subject.substring(hash + 1)));
        }
        List<String> memberOf = containing(flat, text.id());
        String name = text.name() == null ? text.id() : text.name();
        return new Person(
                text.id(), text.active(), name, text.mail(), text.team(), text.manager(), identities, memberOf);
    }

    private static Map<String, Object> facts(
            PersonText text, Person person, Map<String, Set<String>> projects, Map<String, Set<String>> onCall) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("active", text.active());
        facts.put("groups", person.groups());
        facts.put("projects", containing(projects, text.id()));
        facts.put("onCallFor", containing(onCall, text.id()));
        if (text.team() != null) {
            facts.put("team", text.team());
        }
        if (text.manager() != null) {
            facts.put("manager", text.manager());
        }
        if (text.employment() != null) {
            facts.put("employment", text.employment());
        }
        return Map.copyOf(facts);
    }

    private static List<String> containing(Map<String, Set<String>> named, String person) {
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().contains(person))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// On one target two people never share an account, or one's access would be the other's.
    private void accountsAreUnique() {
        Set<String> targets = new TreeSet<>();
        people.values().forEach(person -> targets.addAll(person.accounts().keySet()));
        for (String target : targets) {
            Map<String, String> owners = new HashMap<>();
            people.forEach((id, person) -> {
                String account = person.accounts().getOrDefault(target, id);
                String other = owners.putIfAbsent(account, id);
                if (other != null) {
                    wrong(
                            person.at(),
                            "account-twice",
                            "On " + target + " '" + account + "' is " + other + "'s account already: give " + id
                                    + " another one.");
                }
            });
        }
    }

    private void references() {
        people.values().forEach(person -> {
            if (person.manager() != null) {
                known(person.manager(), person.at());
            }
        });
    }

    private void known(String person, Place at) {
        if (!people.containsKey(person)) {
            wrong(at, "no-person", "There is no '" + person + "' among the people: add them or correct the name.");
        }
    }

    private void wrong(Place at, String code, String reason) {
        findings.add(at.finding("links", code, reason));
    }
}
