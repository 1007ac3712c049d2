package hourglass.cli;

import java.util.Locale;

/// The four services, as `/.well-known/hourglass` names them.
enum Service {
    REQUEST,
    POLICY,
    GRANT,
    AUDIT;

    /// The name in JSON and on the command line.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Which service answers a path of the REST API.
    static Service of(String path) {
        String first = path.startsWith("/v1/") ? path.substring(4).split("[/:?]", 2)[0] : path;
        return switch (first) {
            case "grants", "targets", "drift" -> GRANT;
            case "policy-sets", "decisions" -> POLICY;
            case "answers", "entries", "checkpoint", "consistency", "holds", "evidence-packs", "key", "export" -> AUDIT;
            default -> path.startsWith("/tile/") ? AUDIT : path.startsWith("/schemas/") ? POLICY : REQUEST;
        };
    }
}
