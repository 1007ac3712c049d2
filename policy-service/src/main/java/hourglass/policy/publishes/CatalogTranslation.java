package hourglass.policy.publishes;

import hourglass.events.DriftAction;
import hourglass.events.Identity;
import hourglass.events.Meta;
import hourglass.events.PersonPublished;
import hourglass.events.ResourcePublished;
import hourglass.events.RoleOffered;
import hourglass.policy.Person;
import hourglass.policy.Resource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Catalog and directory as they stand on their topics.
final class CatalogTranslation {
    private CatalogTranslation() {}

    static ResourcePublished of(Resource resource, Meta meta, long serial) {
        return ResourcePublished.newBuilder()
                .setMeta(meta)
                .setSerial(serial)
                .setRemoved(false)
                .setType(resource.type())
                .setTitle(resource.title())
                .setOwner(resource.owner())
                .setProject(resource.project())
                .setEnvironment(resource.environment())
                .setSensitivity(resource.sensitivity())
                .setService(resource.service())
                .setLabels(resource.labels())
                .setRoles(
                        resource.roles().stream().map(CatalogTranslation::role).toList())
                .build();
    }

    static PersonPublished of(Person person, Meta meta, long serial) {
        return PersonPublished.newBuilder()
                .setMeta(meta)
                .setSerial(serial)
                .setRemoved(false)
                .setActive(person.active())
                .setName(person.name())
                .setMail(person.mail())
                .setTeam(person.team())
                .setManager(person.manager())
                .setIdentities(person.identities().stream()
                        .map(identity -> new Identity(identity.idp(), identity.subject()))
                        .toList())
                .setGroups(person.groups())
                .build();
    }

    private static RoleOffered role(Resource.Role role) {
        Resource.Terms terms = role.terms();
        return RoleOffered.newBuilder()
                .setRole(role.role())
                .setTitle(role.title())
                .setAllows(role.allows())
                .setTarget(role.target())
                .setEntitlements(role.entitlements())
                .setMeets(role.meets())
                .setStanding(role.standing())
                .setDrift(DriftAction.valueOf(role.drift().name()))
                .setConnect(role.connect())
                .setDefaultSeconds(seconds(terms.byDefault()))
                .setMaxSeconds(seconds(terms.max()))
                .setBreakGlass(terms.breakGlass())
                .build();
    }

    private static @Nullable Integer seconds(@Nullable Duration span) {
        return span == null ? null : Math.toIntExact(span.toSeconds());
    }
}
