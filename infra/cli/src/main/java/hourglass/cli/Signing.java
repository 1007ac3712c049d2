package hourglass.cli;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The commands about being signed in: `login`, `logout`, `status`, `token`.
final class Signing {

    private Signing() {}

    @Command(name = "login", description = "Sign in, in a browser; the address given is kept.")
    static final class Login extends hourglass.cli.Command {

        @Option(names = "--as", paramLabel = "NAME", description = "On the local start only: as this person.")
        @Nullable
        String as;

        Login(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Tokens.Kept kept =
                    as == null ? api().signIn().byDevice() : api().signIn().byName(as, null, null);
            api().tokens().alone(() -> {
                api().tokens().keep(api().url(), kept);
                return kept;
            });
            if (url != null) {
                new Configuration(shell).url(api().url().toString());
            }
            shell.good("Signed in as " + who(api().get("/v1/me").body(), moments()));
            return Exit.DONE;
        }
    }

    @Command(name = "logout", description = "Give the tokens back and forget them.")
    static final class Logout extends hourglass.cli.Command {

        Logout(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Optional<Tokens.Kept> kept = api().tokens().of(api().url());
            if (kept.isEmpty()) {
                shell.say("You were not signed in at " + api().url() + ".");
                return Exit.DONE;
            }
            // Forgotten first: a provider that is away must not keep somebody signed in here.
            api().tokens().alone(() -> {
                api().tokens().forget(api().url());
                return kept;
            });
            String refresh = kept.get().refresh();
            if (refresh != null) {
                api().signIn().revoke(refresh);
            }
            shell.good("Signed out.");
            return Exit.DONE;
        }
    }

    @Command(name = "status", description = "Show the address, who is signed in and what is in reach.")
    static final class Status extends hourglass.cli.Command.Reading {

        Status(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            URI address = api().url();
            shell.say("address   " + address);
            Addresses addresses = api().addresses();
            addresses
                    .services()
                    .forEach((service, at) -> shell.say(
                            service.key() + " ".repeat(10 - service.key().length()) + at));
            shell.say("identity  " + addresses.issuer());
            JsonNode me = api().get("/v1/me").body();
            if (!printedAsJson(me)) {
                shell.print("Signed in as " + who(me, moments()));
            }
            return Exit.DONE;
        }
    }

    @Command(name = "token", description = "Print the access token, for curl and scripts.")
    static final class Token extends hourglass.cli.Command {

        @Option(names = "--as", paramLabel = "NAME", description = "On the local start only: of this person.")
        @Nullable
        String as;

        @Option(names = "--auth-age", paramLabel = "SPAN", description = "With --as: signed in so long ago.")
        @Nullable
        String age;

        @Option(names = "--without-second-factor", description = "With --as: signed in with a password only.")
        boolean withoutSecondFactor;

        Token(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (as == null && (age != null || withoutSecondFactor)) {
                throw Failure.usage("--auth-age and --without-second-factor go with --as.");
            }
            String token = as == null
                    ? api().token(false)
                    : api().signIn().byName(as, !withoutSecondFactor, age).access();
            shell.out().println(token);
            return Exit.DONE;
        }
    }

    /// `Alice Berg (payments). Second factor 12 s old.`
    private static String who(JsonNode me, Moments moments) {
        String team = Json.text(me, "team");
        List<String> roles = Json.texts(me, "roles");
        String factor = Json.text(me, "secondFactor.at");
        return Json.name(me) + (team.isEmpty() ? "" : " (" + team + ")")
                + (roles.isEmpty() ? "" : ", " + String.join(", ", roles)) + "."
                + (factor.isEmpty() ? " No second factor." : " Second factor " + moments.since(factor) + " old.");
    }
}
