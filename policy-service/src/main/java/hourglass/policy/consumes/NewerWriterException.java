package hourglass.policy.consumes;

import hourglass.messaging.PutAside;

/// An ask uses a word that this version of the contract doesn't know. Policy must not guess what it means.
final class NewerWriterException extends PutAside {
    private static final long serialVersionUID = 1L;

    NewerWriterException(String field) {
        super("The ask's " + field + " is a word that this version doesn't know. Update policy-service.");
    }
}
