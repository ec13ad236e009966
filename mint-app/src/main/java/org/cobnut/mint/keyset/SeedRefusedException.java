package org.cobnut.mint.keyset;

/// The mint does not start with the seed that it was given, or without one, here or in its signatory.
final class SeedRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /// @param description what is wrong, without a word of the seed
    /// @param action what the operator can do about it
    SeedRefusedException(String description, String action) {
        super(description);
        this.action = action;
    }

    String action() {
        return action;
    }
}
