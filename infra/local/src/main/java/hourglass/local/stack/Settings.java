package hourglass.local.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Spring properties of each service, made from where everything listens.
///
/// @param addresses where everything listens
/// @param keys the stack's keys
/// @param policies the policy repository
/// @param checkpoints the repository for the log's checkpoints
/// @param folder the stack's data
record Settings(
        Addresses addresses, Keys keys, PolicyRepository policies, CheckpointRepository checkpoints, Path folder) {
    Map<String, String> identity() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", port(Member.IDENTITY));
        settings.put("hourglass.identity.data", folder.resolve("identity").toString());
        settings.put("hourglass.identity.service-secret", keys.serviceSecret());
        return settings;
    }

    Map<String, String> request() {
        Map<String, String> settings = service(Member.REQUEST_SERVICE);
        database(settings, "request");
        settings.put("hourglass.policy-service.url", addresses.http(Member.POLICY_SERVICE));
        settings.put("hourglass.identity.client-id", "hourglass-request-service");
        settings.put("hourglass.identity.client-secret", keys.serviceSecret());
        settings.put("hourglass.addresses.request", addresses.http(Member.REQUEST_SERVICE));
        settings.put("hourglass.addresses.policy", addresses.http(Member.POLICY_SERVICE));
        settings.put("hourglass.addresses.grant", addresses.http(Member.GRANT_SERVICE));
        settings.put("hourglass.addresses.audit", addresses.http(Member.AUDIT_SERVICE));
        return settings;
    }

    Map<String, String> policy() {
        Map<String, String> settings = service(Member.POLICY_SERVICE);
        settings.put("hourglass.policy.repository", policies.bare().toUri().toString());
        settings.put("hourglass.policy.branch", PolicyRepository.BRANCH);
        settings.put("hourglass.policy.poll", "1s");
        settings.put("hourglass.policy.data", folder.resolve("policy-service").toString());
        settings.put("hourglass.policy.allowance-key", keys.allowancePrivate().toString());
        return settings;
    }

    Map<String, String> grant() {
        Map<String, String> settings = service(Member.GRANT_SERVICE);
        database(settings, "grant");
        settings.put("hourglass.grant.allowance-key", keys.allowancePublic().toString());
        for (Member target : new Member[] {Member.STAGING_DB, Member.PRODUCTION_DB}) {
            String prefix = "hourglass.grant.targets." + target.partName() + ".";
            settings.put(prefix + "adapter", "postgresql");
            settings.put(prefix + "url", addresses.jdbc(target, "postgres"));
            settings.put(prefix + "username", "hourglass");
            settings.put(prefix + "password", "");
        }
        return settings;
    }

    Map<String, String> audit() {
        Map<String, String> settings = service(Member.AUDIT_SERVICE);
        database(settings, "audit");
        settings.put("hourglass.audit.origin", "audit.hansepay.example");
        settings.put("hourglass.audit.signing-key", keys.logSigning().toString());
        settings.put("hourglass.audit.anchor", folder.resolve("anchor").toString());
        settings.put("hourglass.audit.anchor-repository.url", checkpoints.url());
        return settings;
    }

    private Map<String, String> service(Member member) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", port(member));
        settings.put("spring.kafka.bootstrap-servers", addresses.bootstrapServers());
        settings.put("hourglass.registry.url", addresses.registry());
        settings.put("hourglass.identity.issuers[0].alias", "local");
        settings.put("hourglass.identity.issuers[0].issuer", addresses.http(Member.IDENTITY));
        return settings;
    }

    private void database(Map<String, String> settings, String name) {
        settings.put("spring.datasource.url", addresses.jdbc(Member.POSTGRES, name));
        settings.put("spring.datasource.username", name);
        settings.put("spring.datasource.password", "");
    }

    private String port(Member member) {
        return Integer.toString(addresses.port(member));
    }
}
