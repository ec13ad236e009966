package org.cobnut.mint.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The arguments of a command, in Spring's form. Its own options have plain names; names with a dot are settings, as
/// for the mint itself.
public record CommandLine(List<String> arguments) {

    private static final Set<String> OF_SPRING = Set.of("debug", "trace");

    /// Reads `words`. The value of an option may follow it as a word of its own.
    ///
    /// @param options the names that the command knows
    /// @throws CommandRefusedException for what is neither an option of the command nor a setting
    public static CommandLine parse(List<String> words, Set<String> options) {
        var arguments = new ArrayList<String>();
        for (var word : words) {
            if (word.startsWith("--")) {
                requireKnown(word.substring(2).replaceFirst("=.*", ""), options);
                arguments.add(word);
            } else if (!arguments.isEmpty() && !arguments.getLast().contains("=")) {
                arguments.add(arguments.removeLast() + "=" + word);
            } else {
                throw CommandRefusedException.unknown("option " + word);
            }
        }
        return new CommandLine(List.copyOf(arguments));
    }

    private static void requireKnown(String name, Set<String> options) {
        if (!name.contains(".") && !options.contains(name) && !OF_SPRING.contains(name)) {
            throw CommandRefusedException.unknown("option --" + name);
        }
    }
}
