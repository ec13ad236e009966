package org.cobnut.mint.command;

/// A command cannot be carried out as it was given, or not now; nothing was changed. The message is for the operator.
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message why, and what to do about it
    public CommandRefusedException(String message) {
        super(message);
    }

    /// Of what nobody knows.
    ///
    /// @param what such as `option --jason`
    public static CommandRefusedException unknown(String what) {
        return new CommandRefusedException("there is no " + what + "; bin/mint --help tells what there is");
    }
}
