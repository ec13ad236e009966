package org.cobnut.mint;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.mint.audit.AuditCommand;
import org.cobnut.mint.command.Command;
import org.cobnut.mint.command.CommandLine;
import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.keyset.ExportCommand;
import org.cobnut.mint.transfer.CopyCommand;
import org.cobnut.mint.transfer.ImportCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/// The subcommands by their names. Each has a Spring context of its own, with the settings of the mint and little else:
/// no web server, no processor, no migration.
enum Subcommand {
    AUDIT("audit", "recomputes the books from their rows and names every difference", AuditCommand.class, Set.of()),
    IMPORT_CDK(
            "import-cdk",
            "takes over the database of CDK's mint: --from jdbc:… [--write] [--accept-differences]",
            ImportCommand.class,
            Set.of("from", "write", "accept-differences")),
    COPY("copy", "copies a mint's database: --from jdbc:… --to jdbc:…", CopyCommand.class, Set.of("from", "to")),
    EXPORT_KEYSETS(
            "export-keysets",
            "writes down the keysets for a signatory that takes the mnemonic over: --to keysets.json",
            ExportCommand.class,
            Set.of("to"));

    private static final int DIFFERENCES = 1;
    private static final int REFUSED = 2;

    private final String word;
    private final String purpose;
    private final Class<?> configuration;
    private final Set<String> options;

    Subcommand(String word, String purpose, Class<?> configuration, Set<String> options) {
        this.word = word;
        this.purpose = purpose;
        this.configuration = configuration;
        this.options = options;
    }

    /// Whether these arguments ask for a subcommand: the mint itself takes options only.
    static boolean isMeantBy(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /// Runs the one that the first argument names.
    ///
    /// @return the exit status: 0 if all is well, 1 if it found something wrong, 2 if it was not carried out
    static int run(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            var words = List.of(arguments);
            return named(words.getFirst()).run(words.subList(1, words.size()), out) ? 0 : DIFFERENCES;
        } catch (CommandRefusedException refusal) {
            System.err.println("bin/mint: " + refusal.getMessage());
            return REFUSED;
        } catch (RuntimeException error) {
            System.err.println("bin/mint: " + reasons(error));
            return REFUSED;
        }
    }

    private boolean run(List<String> words, PrintWriter out) {
        var line = CommandLine.parse(words, options);
        var application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (var context = application.run(line.arguments().toArray(String[]::new))) {
            return context.getBean(Command.class).run(out);
        }
    }

    private static Subcommand named(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findAny()
                .orElseThrow(
                        () -> new CommandRefusedException("there is no command “" + word + "”. There are:" + list()));
    }

    private static String list() {
        return Arrays.stream(values())
                .map(command -> "%n  %-15s %s".formatted(command.word, command.purpose))
                .collect(Collectors.joining());
    }

    /// What went wrong, from the outermost reason to the innermost.
    private static String reasons(Throwable error) {
        var reasons = new java.util.ArrayList<String>();
        for (var cause = error; cause != null; cause = cause.getCause()) {
            reasons.add(String.valueOf(cause.getMessage()));
        }
        return String.join("\n  because: ", reasons);
    }
}
