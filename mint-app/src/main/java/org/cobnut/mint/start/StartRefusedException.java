package org.cobnut.mint.start;

/// The mint does not start as it was set up. The operator reads both sentences and no stack trace.
public final class StartRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /// @param description what is wrong, with nothing secret in it
    /// @param action what the operator can do about it
    public StartRefusedException(String description, String action) {
        super(description);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
