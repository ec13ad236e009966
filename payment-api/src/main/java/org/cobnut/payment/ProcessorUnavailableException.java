package org.cobnut.payment;

/// The node cannot be reached or is not started; nothing was changed and a repeat may succeed.
public final class ProcessorUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProcessorUnavailableException(String message) {
        super(message);
    }

    public ProcessorUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
