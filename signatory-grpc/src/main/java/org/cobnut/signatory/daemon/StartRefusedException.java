package org.cobnut.signatory.daemon;

/// The signatory does not start with what it was given. The message is for the operator, and has nothing secret in it.
final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }
}
