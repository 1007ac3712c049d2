package hourglass.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What fails outside the controllers (a refused address, say) is a problem detail as well, and gives nothing away.
@RestController
class ContainerErrors implements ErrorController {
    static final String NOT_ALLOWED = "This call is not for you. Ask an operator if you think it should be.";
    static final String NOT_FOUND = "Nothing is found at this address, or it is not yours to see.";
    static final String FAILED = "Something failed here. Tell an operator the traceId.";

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest call) {
        int status = call.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return ResponseEntity.status(status).body(problem(status, call));
    }

    static ProblemDetail problem(int status, HttpServletRequest call) {
        return switch (status) {
            case 400 -> Problems.of(ProblemType.MALFORMED, "The call can't be read.", call);
            case 401 -> Problems.of(ProblemType.SIGN_IN_NEEDED, "Send an access token.", call);
            case 403 -> Problems.of(ProblemType.NOT_ALLOWED, NOT_ALLOWED, call);
            case 404 -> Problems.of(ProblemType.NOT_FOUND, NOT_FOUND, call);
            case 500 -> Problems.plain(HttpStatus.INTERNAL_SERVER_ERROR, FAILED, call);
            default -> Problems.plain(HttpStatusCode.valueOf(status), "The call was not taken.", call);
        };
    }
}
