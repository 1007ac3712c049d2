package hourglass.cli;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where everything is, as request-service tells it at `/.well-known/hourglass`: the only address a person must know.
///
/// @param issuer the identity provider
/// @param clientId what the command line is called there
/// @param services base addresses
record Addresses(URI issuer, String clientId, Map<Service, URI> services) {

    /// The address that the local start has when no other was given.
    static final String LOCAL = "http://localhost:8701";

    /// @param url of request-service
    /// @throws Failure when there is no Hourglass at this address
    static Addresses at(URI url, Wire wire) {
        var answer = wire.send("GET", resolved(url, "/.well-known/hourglass"), Map.of(), null, Duration.ZERO);
        JsonNode told = Json.read(answer.body());
        if (answer.statusCode() != 200 || Json.text(told, "issuer").isEmpty()) {
            throw new Failure(
                    Exit.FAILED,
                    url + " answers, but is no Hourglass (" + answer.statusCode()
                            + "). Give the address of request-service with --url or HOURGLASS_URL.");
        }
        Map<Service, URI> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            String address = Json.text(told, "services." + service.key());
            if (!address.isEmpty()) {
                services.put(service, URI.create(address));
            }
        }
        services.putIfAbsent(Service.REQUEST, url);
        return new Addresses(URI.create(Json.text(told, "issuer")), Json.text(told, "clientId"), services);
    }

    /// @throws Failure when this installation doesn't have the service
    URI of(Service service) {
        URI address = services.get(service);
        if (address == null) {
            throw new Failure(Exit.FAILED, "This installation names no " + service.key() + "-service.");
        }
        return address;
    }

    /// The address that counts: of the command line, the environment, the configuration file, the local start.
    static URI chosen(Shell shell, @Nullable String option) {
        String url = option != null
                ? option
                : shell.variable("HOURGLASS_URL")
                        .or(() -> new Configuration(shell).url())
                        .or(() -> shell.variable("HOURGLASS_LOCAL_URL"))
                        .orElse(LOCAL);
        try {
            URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Failure(Exit.USAGE, "'" + url + "' is no address. Write https://access.example.", malformed);
        }
        throw Failure.usage("'" + url + "' is no address. Write https://access.example.");
    }

    static URI resolved(URI base, String path) {
        try {
            return URI.create(base + path);
        } catch (IllegalArgumentException malformed) {
            throw new Failure(Exit.USAGE, "'" + path + "' is no path of the API.", malformed);
        }
    }
}
