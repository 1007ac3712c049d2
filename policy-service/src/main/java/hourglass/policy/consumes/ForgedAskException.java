package hourglass.policy.consumes;

import hourglass.messaging.PutAside;

/// An ask contradicts itself: it was not written by request-service, or was damaged. It is put aside, not answered.
final class ForgedAskException extends PutAside {
    private static final long serialVersionUID = 1L;

    ForgedAskException(String message) {
        super(message);
    }
}
