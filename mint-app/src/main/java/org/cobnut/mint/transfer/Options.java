package org.cobnut.mint.transfer;

import org.cobnut.mint.command.CommandRefusedException;
import org.springframework.boot.ApplicationArguments;

/// The options of a command, beside the settings.
record Options(ApplicationArguments arguments) {

    boolean has(String name) {
        return arguments.containsOption(name);
    }

    /// @throws CommandRefusedException if it is missing
    String required(String name) {
        var values = arguments.getOptionValues(name);
        if (values == null || values.size() != 1 || values.getFirst().isBlank()) {
            throw new CommandRefusedException(
                    "--" + name + " is missing: an address such as jdbc:sqlite:/path/mint.sqlite"
                            + " or jdbc:postgresql://host/name?user=…");
        }
        return values.getFirst();
    }
}
