package hourglass.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers their [SignedIn].
final class SignedInArgument implements HandlerMethodArgumentResolver {
    private final SignedInCalls calls;

    SignedInArgument(SignedInCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public SignedIn resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return calls.of(request.getUserPrincipal(), request.getHeader(SignedIn.CHANNEL))
                .orElseThrow(() -> new ProblemException(ProblemType.SIGN_IN_NEEDED, "Send an access token."));
    }
}
