package org.cobnut.signatory.daemon;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cobnut.signatory.grpc.TransportSecurity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What the command line and the environment say.
///
/// @param dataDir where the keysets are kept, and the mnemonic if nothing else is said
/// @param mnemonicFile holds the words that all private keys follow from
/// @param mnemonic the words themselves; null if they are in the file
/// @param listen where mints reach it
/// @param security how
record Options(
        Path dataDir,
        Path mnemonicFile,
        @Nullable String mnemonic,
        InetSocketAddress listen,
        TransportSecurity security) {

    /// The options as picocli sets them.
    @CommandLine.Command(name = "bin/signatory", sortSynopsis = false)
    private static final class Words {

        @Option(names = "--data-dir", paramLabel = "DIR")
        private @Nullable Path dataDir;

        @Option(names = "--mnemonic-file", paramLabel = "FILE")
        private @Nullable Path mnemonicFile;

        @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:15060")
        private String listen = "";

        @Option(names = "--tls-dir", paramLabel = "DIR")
        private @Nullable Path tlsDir;

        @Option(names = "--allow-plaintext")
        private boolean allowsPlaintext;
    }

    /// Reads `--name=value`; of an option that is given twice, the last one counts.
    ///
    /// @throws StartRefusedException for anything else
    static Options of(List<String> arguments, Map<String, String> environment) {
        var given = parse(arguments);
        var dataDir = given.dataDir == null ? Path.of(home(environment), ".cobnut-signatory") : given.dataDir;
        var mnemonic = environment.get("COBNUT_MNEMONIC");
        if (mnemonic != null && given.mnemonicFile != null) {
            throw new StartRefusedException("Both --mnemonic-file and COBNUT_MNEMONIC are set: set one of them.");
        }
        return new Options(
                dataDir,
                given.mnemonicFile == null ? dataDir.resolve("mnemonic") : given.mnemonicFile,
                mnemonic,
                address(given.listen),
                new TransportSecurity(given.tlsDir, given.allowsPlaintext));
    }

    /// The options in one line.
    static String synopsis() {
        return line(new Words()).getHelp().synopsis(0).strip();
    }

    private static CommandLine line(Words words) {
        return new CommandLine(words)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(200);
    }

    /// What it does not know is named without its value, which may be secret.
    private static Words parse(List<String> arguments) {
        var words = new Words();
        try {
            line(words).parseArgs(arguments.toArray(String[]::new));
            return words;
        } catch (UnmatchedArgumentException unknown) {
            throw new StartRefusedException("There is no option "
                    + unknown.getUnmatched().getFirst().replaceFirst("=.*", "") + ": bin/signatory --help.");
        } catch (ParameterException error) {
            throw new StartRefusedException(error.getMessage() + ": bin/signatory --help.");
        }
    }

    private static String home(Map<String, String> environment) {
        return environment.getOrDefault("HOME", ".");
    }

    private static InetSocketAddress address(String text) {
        try {
            var uri = URI.create("grpc://" + text);
            if (uri.getHost() != null && uri.getPort() >= 0) {
                return new InetSocketAddress(uri.getHost(), uri.getPort());
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new StartRefusedException("--listen is HOST:PORT, not " + text + ".");
    }

    /// Not the words.
    @Override
    public String toString() {
        return "Options[" + dataDir + ", " + listen + ", " + security + "]";
    }
}
