package org.cobnut.mint.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The mint's settings among the words of a command line: options whose names have a dot.
///
/// @param arguments in the form that Spring reads, `--name=value`
public record SettingWords(List<String> arguments) {

    private static final Set<String> OF_SPRING = Set.of("debug", "trace");

    /// Reads `words`. The value of a setting may follow it as a word of its own.
    ///
    /// @throws CommandRefusedException for a word that belongs to no setting
    public static SettingWords parse(List<String> words) {
        var arguments = new ArrayList<String>();
        for (var word : words) {
            if (word.startsWith("--")) {
                requireSetting(word.substring(2).replaceFirst("=.*", ""));
                arguments.add(word);
            } else if (!arguments.isEmpty() && !arguments.getLast().contains("=")) {
                arguments.add(arguments.removeLast() + "=" + word);
            } else {
                throw CommandRefusedException.unknown("option " + word);
            }
        }
        return new SettingWords(List.copyOf(arguments));
    }

    private static void requireSetting(String name) {
        if (!name.contains(".") && !OF_SPRING.contains(name)) {
            throw CommandRefusedException.unknown("option --" + name);
        }
    }
}
