package hourglass.request;

import static hourglass.request.Fixtures.DIGEST;
import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.content;
import static hourglass.request.Fixtures.newId;
import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Fixtures.Answer;
import hourglass.request.Fixtures.Around;

/// A request that is moved by the decider alone, without anything around it.
final class Lives {
    static final Around NOW = Around.at(NINE);

    private Lives() {}

    static AccessRequest submitted() {
        return RequestDecider.submit(content(newId()), DIGEST, session("a1"), NOW)
                .next();
    }

    static Result decide(AccessRequest request, Command command, Surroundings around) {
        return RequestDecider.decide(request, command, around);
    }

    static Step moved(AccessRequest request, Command command, Surroundings around) {
        assertThat(decide(request, command, around)).isInstanceOf(Result.Moved.class);
        return ((Result.Moved) decide(request, command, around)).step();
    }

    static AccessRequest after(AccessRequest request, Decision answer) {
        return moved(request, new Command.TakeAnswer(answer), NOW).next();
    }

    static AccessRequest ordered() {
        return after(submitted(), Answer.to(1).allow());
    }

    static AccessRequest active() {
        AccessRequest ordered = ordered();
        return moved(ordered, new Command.HearGrant(news(ordered.id(), 1, new GrantNews.Activated(activation()))), NOW)
                .next();
    }

    static Refusal refused(AccessRequest request, Command command) {
        assertThat(decide(request, command, NOW)).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) decide(request, command, NOW)).refusal();
    }

    static AccessRequest heard(AccessRequest request, long sequence, GrantNews.What what) {
        return moved(request, new Command.HearGrant(news(request.id(), sequence, what)), NOW)
                .next();
    }
}
