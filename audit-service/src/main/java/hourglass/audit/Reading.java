package hourglass.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Somebody reads or exports audit data. Each reading is itself an entry of the log.
///
/// @param idp alias of the reader's identity provider
/// @param subject the provider's id of the reader
/// @param roles token roles
/// @param what was read: an answer's name, `entry`, `entries`, `export`
/// @param parameters of the question
/// @param covers size of the log that it was answered from
public record Reading(
        String idp, String subject, List<String> roles, String what, Map<String, String> parameters, long covers) {
    /// Name of the entry's type.
    public static final String TYPE = "hourglass.audit.AuditRead";

    public Reading {
        roles = roles.stream().sorted().toList();
        parameters = Map.copyOf(parameters);
    }

    /// The reader as one text, the entry's key.
    public String reader() {
        return idp + ":" + subject;
    }

    /// The entry's value.
    public String json() {
        return Json.object(Map.of(
                "idp", idp,
                "subject", subject,
                "roles", roles,
                "what", what,
                "parameters", new TreeMap<>(parameters),
                "covers", covers));
    }
}
