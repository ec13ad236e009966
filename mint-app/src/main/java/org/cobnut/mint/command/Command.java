package org.cobnut.mint.command;

import java.io.PrintWriter;

/// A subcommand of `bin/mint`: a bean of the small context that is started for it.
public interface Command {

    /// Does its work and says on `out` what came of it.
    ///
    /// @return whether all is well
    /// @throws CommandRefusedException if it cannot be done as it was asked for
    boolean run(PrintWriter out);
}
