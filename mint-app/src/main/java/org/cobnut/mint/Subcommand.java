package org.cobnut.mint;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.cobnut.mint.audit.AuditCommand;
import org.cobnut.mint.command.Command;
import org.cobnut.mint.command.CommandLine;
import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.keyset.ExportCommand;
import org.cobnut.mint.transfer.CopyCommand;
import org.cobnut.mint.transfer.ImportCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/// The subcommands by their names, as `help.txt` describes them. Each has a Spring context of its own, with the mint's
/// settings and little else: no web server, no processor, no migration.
enum Subcommand {
    AUDIT("audit", AuditCommand.class, Set.of()),
    IMPORT_CDK("import-cdk", ImportCommand.class, Set.of("from", "write", "accept-differences")),
    COPY("copy", CopyCommand.class, Set.of("from", "to")),
    EXPORT_KEYSETS("export-keysets", ExportCommand.class, Set.of("to"));

    private static final int DIFFERENCES = 1;
    private static final int REFUSED = 2;

    private final String word;
    private final Class<?> configuration;
    private final Set<String> options;

    Subcommand(String word, Class<?> configuration, Set<String> options) {
        this.word = word;
        this.configuration = configuration;
        this.options = options;
    }

    /// Runs the one that the first word names.
    ///
    /// @return the exit status: 0 if all is well, 1 if it found something wrong, 2 if it was not carried out
    static int run(String... arguments) {
        try {
            var words = List.of(arguments);
            return named(words.getFirst()).run(words.subList(1, words.size())) ? 0 : DIFFERENCES;
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

    private boolean run(List<String> words) {
        var line = CommandLine.parse(words, options);
        var application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (var context = application.run(line.arguments().toArray(String[]::new))) {
            return context.getBean(Command.class).run(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        }
    }

    private static Subcommand named(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findAny()
                .orElseThrow(() -> CommandRefusedException.unknown("command " + word));
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
