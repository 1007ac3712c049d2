package hourglass.policy.publishes;

import hourglass.events.PersonPublished;
import hourglass.events.ResourcePublished;
import hourglass.policy.Person;
import hourglass.policy.PolicySet;
import hourglass.policy.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The catalog and directory records that a set changes, against what the topics hold. Nothing is taken from what an
/// earlier set is believed to have published, so whatever went wrong before is put right by the next set.
///
/// @param serial of the set
/// @param at when it is published
record ChangedRecords(long serial, Instant at) {

    List<ResourcePublished> catalog(PolicySet set, Map<String, ResourcePublished> published) {
        List<ResourcePublished> changed = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (Resource resource : set.resources()) {
            listed.add(resource.id());
            ResourcePublished next =
                    CatalogTranslation.of(resource, Metas.ofLoading(resource.id(), serial, at), serial);
            ResourcePublished last = published.get(resource.id());
            if (last == null || !next.equals(like(last, next))) {
                changed.add(next);
            }
        }
        published.forEach((id, last) -> {
            if (!listed.contains(id) && !last.getRemoved()) {
                changed.add(ResourcePublished.newBuilder(last)
                        .setMeta(Metas.ofLoading(id, serial, at))
                        .setSerial(serial)
                        .setRemoved(true)
                        .build());
            }
        });
        return changed;
    }

    List<PersonPublished> directory(PolicySet set, Map<String, PersonPublished> published) {
        List<PersonPublished> changed = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (Person person : set.people()) {
            listed.add(person.id());
            PersonPublished next = CatalogTranslation.of(person, Metas.ofLoading(person.id(), serial, at), serial);
            PersonPublished last = published.get(person.id());
            if (last == null || !next.equals(like(last, next))) {
                changed.add(next);
            }
        }
        published.forEach((id, last) -> {
            if (!listed.contains(id) && !last.getRemoved()) {
                changed.add(PersonPublished.newBuilder(last)
                        .setMeta(Metas.ofLoading(id, serial, at))
                        .setSerial(serial)
                        .setRemoved(true)
                        .setActive(false)
                        .build());
            }
        });
        return changed;
    }

    /// The last record, as if it were published now: what is left to differ is content.
    private static ResourcePublished like(ResourcePublished last, ResourcePublished next) {
        return ResourcePublished.newBuilder(last)
                .setMeta(next.getMeta())
                .setSerial(next.getSerial())
                .build();
    }

    private static PersonPublished like(PersonPublished last, PersonPublished next) {
        return PersonPublished.newBuilder(last)
                .setMeta(next.getMeta())
                .setSerial(next.getSerial())
                .build();
    }
}
