package hourglass.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// The pages a person sees: choose who you are, type the code of a device, say yes or no, done. Plain forms.
@Controller
class Pages {

    private final People people;
    private final RegisteredClientRepository clients;
    private final Clock clock;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();

    Pages(People people, RegisteredClientRepository clients, Clock clock) {
        this.people = people;
        this.clients = clients;
        this.clock = clock;
    }

    @GetMapping("/")
    String home() {
        return "redirect:" + WhoMayCallWhat.ACTIVATE;
    }

    @GetMapping(WhoMayCallWhat.SIGN_IN)
    String people(Model model) {
        model.addAttribute("people", people.all());
        return "sign-in";
    }

    /// Signs a person in, anew each time, and goes on to the page that was wanted.
    @PostMapping(WhoMayCallWhat.SIGN_IN)
    String signIn(@RequestParam String as, HttpServletRequest request, HttpServletResponse response) {
        Person person = people.byKey(as)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "Nobody here has this name."));
        request.getSession();
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(person, clock.instant(), true));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        SavedRequest saved = wanted.getRequest(request, response);
        return "redirect:" + (saved == null ? WhoMayCallWhat.ACTIVATE : saved.getRedirectUrl());
    }

    /// Asks for the code on a device; a link from the device brings it along.
    @GetMapping(WhoMayCallWhat.ACTIVATE)
    String activate(
            @RequestParam(name = "user_code", defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String unknown,
            @CurrentSecurityContext SecurityContext context,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        // Kept, so that "somebody else" on this page comes back to this code.
        wanted.saveRequest(request, response);
        model.addAttribute("code", code);
        model.addAttribute("unknown", unknown != null);
        who(context, model);
        return "activate";
    }

    /// Asks whether the client may act for the person: for a device (with its code) or for a code flow (without).
    @GetMapping(WhoMayCallWhat.CONSENT)
    String consent(
            @RequestParam("client_id") String clientId,
            @RequestParam String state,
            @RequestParam String scope,
            @RequestParam(name = "user_code", required = false) @Nullable String code,
            @CurrentSecurityContext SecurityContext context,
            Model model) {
        RegisteredClient client = clients.findByClientId(clientId);
        if (client == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "No client has this id.");
        }
        model.addAttribute("client", client.getClientName());
        model.addAttribute("clientId", clientId);
        model.addAttribute("state", state);
        model.addAttribute("scopes", List.of(scope.split(" ")));
        model.addAttribute("code", code);
        model.addAttribute("action", code == null ? "/oauth2/authorize" : "/oauth2/device_verification");
        who(context, model);
        return "consent";
    }

    @GetMapping("/activated")
    String activated(@CurrentSecurityContext SecurityContext context, Model model) {
        who(context, model);
        return "activated";
    }

    @GetMapping("/not-activated")
    String notActivated(@CurrentSecurityContext SecurityContext context, Model model) {
        who(context, model);
        return "not-activated";
    }

    private void who(SecurityContext context, Model model) {
        SignedIn signedIn = (SignedIn) Objects.requireNonNull(context.getAuthentication());
        model.addAttribute("name", signedIn.person().name());
        model.addAttribute(
                "minutes", Duration.between(signedIn.at(), clock.instant()).toMinutes());
    }
}
