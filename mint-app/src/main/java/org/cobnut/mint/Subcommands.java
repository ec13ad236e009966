package org.cobnut.mint;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.mint.audit.AuditCommand;
import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.command.SettingWords;
import org.cobnut.mint.command.Subcommand;
import org.cobnut.mint.keyset.ExportCommand;
import org.cobnut.mint.transfer.CopyCommand;
import org.cobnut.mint.transfer.ImportCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The subcommands, as `help.txt` describes them. Each has a Spring context of its own, with the mint's settings and
/// little else: no web server, no processor, no migration. Serving is none of them: it has no options, and starts
/// without picocli's classes.
@CommandLine.Command(
        name = "bin/mint",
        subcommands = {AuditCommand.class, ImportCommand.class, CopyCommand.class, ExportCommand.class})
final class Subcommands {

    private static final int DIFFERENCES = 1;
    private static final int REFUSED = 2;

    private Subcommands() {}

    /// The command line that picocli reads. Words that are no option of a command are left for [SettingWords].
    static CommandLine line() {
        return new CommandLine(new Subcommands())
                .setUnmatchedArgumentsAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(200);
    }

    /// Runs the one that the first word names.
    ///
    /// @return the exit status: 0 if all is well, 1 if it found something wrong, 2 if it was not carried out
    static int run(String... arguments) {
        try {
            return run(parse(List.of(arguments))) ? 0 : DIFFERENCES;
        } catch (CommandRefusedException refusal) {
            return refuse(refusal);
        } catch (RuntimeException error) {
            System.err.println("bin/mint: " + reasons(error));
            return REFUSED;
        }
    }

    /// Says why nothing was done.
    ///
    /// @return the exit status
    static int refuse(CommandRefusedException refusal) {
        System.err.println("bin/mint: " + refusal.getMessage());
        return REFUSED;
    }

    private static CommandLine parse(List<String> words) {
        var line = line();
        var command = line.getSubcommands().get(words.getFirst());
        if (command == null) {
            throw CommandRefusedException.unknown("command " + words.getFirst());
        }
        try {
            var options = line.parseArgs(words.toArray(String[]::new)).subcommand();
            options.matchedOptions().forEach(option -> requireValue(option, command));
        } catch (MissingParameterException error) {
            throw refusal(missing(error.getMissing().getFirst()), command);
        } catch (ParameterException error) {
            throw refusal(error.getMessage(), command);
        }
        return command;
    }

    private static void requireValue(OptionSpec option, CommandLine command) {
        if (option.originalStringValues().stream().anyMatch(String::isBlank)) {
            throw refusal(missing(option), command);
        }
    }

    private static boolean run(CommandLine line) {
        Subcommand command = line.getCommand();
        var application = new SpringApplication(command.configurations().toArray(Class<?>[]::new));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (var context = application.run(settings(line))) {
            return command.run(context, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        }
    }

    private static String[] settings(CommandLine line) {
        try {
            return SettingWords.parse(line.getUnmatchedArguments()).arguments().toArray(String[]::new);
        } catch (CommandRefusedException unknown) {
            throw refusal(unknown.getMessage(), line);
        }
    }

    private static String missing(ArgSpec argument) {
        var name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return name + " is missing: " + String.join(" ", argument.description());
    }

    private static CommandRefusedException refusal(@Nullable String message, CommandLine command) {
        return new CommandRefusedException(
                message + "\n  usage: " + command.getHelp().synopsis(0).strip() + " [SETTING…]");
    }

    /// What went wrong, from the outermost reason to the innermost.
    private static String reasons(Throwable error) {
        var reasons = new ArrayList<String>();
        for (var cause = error; cause != null; cause = cause.getCause()) {
            reasons.add(String.valueOf(cause.getMessage()));
        }
        return String.join("\n  because: ", reasons);
    }
}
