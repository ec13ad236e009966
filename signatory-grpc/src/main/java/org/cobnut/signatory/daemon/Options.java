package org.cobnut.signatory.daemon;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cobnut.signatory.grpc.TransportSecurity;
import org.jspecify.annotations.Nullable;

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

    private static final Set<String> NAMES =
            Set.of("data-dir", "mnemonic-file", "listen", "tls-dir", "allow-plaintext");

    /// Reads `--name=value`.
    ///
    /// @throws StartRefusedException for anything else
    static Options of(List<String> arguments, Map<String, String> environment) {
        var given = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (!parts[0].startsWith("--") || !NAMES.contains(parts[0].substring(2))) {
                throw new StartRefusedException("There is no option " + parts[0] + ": bin/signatory --help.");
            }
            given.put(parts[0].substring(2), parts.length == 2 ? parts[1] : "true");
        }
        var dataDir = Path.of(given.getOrDefault("data-dir", home(environment) + "/.cobnut-signatory"));
        var words = environment.get("COBNUT_MNEMONIC");
        var tlsDir = given.get("tls-dir");
        if (words != null && given.containsKey("mnemonic-file")) {
            throw new StartRefusedException("Both --mnemonic-file and COBNUT_MNEMONIC are set: set one of them.");
        }
        return new Options(
                dataDir,
                given.containsKey("mnemonic-file") ? Path.of(given.get("mnemonic-file")) : dataDir.resolve("mnemonic"),
                words,
                address(given.getOrDefault("listen", "127.0.0.1:15060")),
                new TransportSecurity(
                        tlsDir == null ? null : Path.of(tlsDir),
                        Boolean.parseBoolean(given.getOrDefault("allow-plaintext", "false"))));
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
