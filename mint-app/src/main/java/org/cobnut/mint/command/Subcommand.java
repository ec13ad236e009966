package org.cobnut.mint.command;

import java.io.PrintWriter;
import java.util.List;

import org.springframework.beans.factory.BeanFactory;

/// A subcommand of `bin/mint`. Its own options are fields that picocli sets; the mint's settings go to a small Spring
/// context that is started for it.
public interface Subcommand {

    /// Names the configurations that its context consists of.
    List<Class<?>> configurations();

    /// Does its work and says on `out` what came of it.
    ///
    /// @param beans of the configurations
    /// @return whether all is well
    /// @throws CommandRefusedException if it cannot be done as it was asked for
    boolean run(BeanFactory beans, PrintWriter out);
}
