package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.RequestState;
import hourglass.request.RequestViews;
import hourglass.request.api.RequestShown.PersonShown;
import hourglass.web.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who I am here, and what waits for me.
@RestController
class MeController {
    private final Callers callers;
    private final RequestViews views;
    private final Names names;
    private final InstantSource clock;

    MeController(Callers callers, RequestViews views, Names names, InstantSource clock) {
        this.callers = callers;
        this.views = views;
        this.names = names;
        this.clock = clock;
    }

    /// @param at when it was last used
    /// @param ageSeconds since then
    record SecondFactor(Instant at, long ageSeconds) {}

    /// @param waiting requests and reviews that wait for me
    /// @param open my requests not yet decided for good
    /// @param live my requests whose access is on, or on its way in or out
    record Counts(int waiting, int open, int live) {}

    /// @param roles of the token: operator, auditor
    /// @param secondFactor null when the token doesn't tell of one
    record MeShown(
            String id,
            String name,
            @Nullable String team,
            List<String> groups,
            List<String> roles,
            @Nullable SecondFactor secondFactor,
            Counts counts) {}

    @GetMapping("/v1/me")
    MeShown me(SignedIn me) {
        Caller caller = callers.reading(me);
        People people = names.people();
        PersonShown person = people.shown(caller.person());
        SecondFactor factor = me.mfaAt()
                .map(at -> new SecondFactor(
                        at, Math.max(0, Duration.between(at, clock.instant()).toSeconds())))
                .orElse(null);
        return new MeShown(
                person.id(),
                // the directory has no name for an auditor from outside
                people.know(caller.person()) ? person.name() : Objects.requireNonNullElse(me.name(), person.name()),
                person.team(),
                caller.groups().stream().sorted().toList(),
                me.roles().stream().sorted().toList(),
                factor,
                new Counts(
                        views.waiting(caller),
                        count(caller, RequestState::open),
                        count(caller, state -> !state.open() && !state.over())));
    }

    private int count(Caller caller, Predicate<RequestState> which) {
        Set<RequestState> states =
                Arrays.stream(RequestState.values()).filter(which).collect(Collectors.toUnmodifiableSet());
        return views.count(caller.person(), states);
    }
}
