package org.cobnut.signatory.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.grpc.SignatoryServer;

/// Runs a signatory until it is told to stop.
public final class SignatoryProcess implements AutoCloseable {

    private static final System.Logger log = System.getLogger(SignatoryProcess.class.getName());

    private final KeysetFile keysets;
    private final SignatoryServer server;

    private SignatoryProcess(KeysetFile keysets, SignatoryServer server) {
        this.keysets = keysets;
        this.server = server;
    }

    /// Ends with 1 if it does not start.
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            IO.print(help());
            return;
        }
        try {
            var process = start(Options.of(List.of(arguments), System.getenv()));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::close));
            process.server.await();
        } catch (StartRefusedException refused) {
            log.log(System.Logger.Level.ERROR, "The signatory does not start. {0}", refused.getMessage());
            System.exit(1);
        }
    }

    /// @throws StartRefusedException if something is missing or does not fit
    static SignatoryProcess start(Options options) {
        var words = words(options);
        var keysets = KeysetFile.in(options.dataDir());
        try {
            var signatory = signatory(words, keysets);
            var server = SignatoryServer.start(signatory, options.listen(), options.security(), Clock.systemUTC());
            log.log(
                    System.Logger.Level.INFO,
                    "Listening at {0}:{1} ({2}) with {3} keysets of the seed whose root public key is {4}",
                    options.listen().getHostString(),
                    Integer.toString(server.port()),
                    options.security().tlsDir() == null ? "PLAINTEXT" : "mutual TLS",
                    keysets.all().size(),
                    signatory.keysets().rootPublicKey().hex());
            return new SignatoryProcess(keysets, server);
        } catch (IllegalArgumentException | IOException refused) {
            keysets.close();
            throw new StartRefusedException(String.valueOf(refused.getMessage()));
        } catch (RuntimeException refused) {
            keysets.close();
            throw refused;
        }
    }

    /// `bin/signatory` prints the same file without building first.
    static String help() {
        try (var text = SignatoryProcess.class.getResourceAsStream("help.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        keysets.close();
    }

    /// The first look at the keysets tells whether they are of this seed.
    private static SeedSignatory signatory(String words, KeysetFile keysets) {
        SeedSignatory signatory;
        try {
            signatory = SeedSignatory.ofMnemonic(words, keysets);
        } catch (IllegalArgumentException error) {
            throw new StartRefusedException("What it was given is no mnemonic: " + error.getMessage() + ".");
        }
        try {
            var _ = signatory.keysets();
            return signatory;
        } catch (IllegalStateException foreign) {
            throw new StartRefusedException("The seed does not fit the keysets: " + foreign.getMessage() + ".");
        }
    }

    private static String words(Options options) {
        if (options.mnemonic() != null) {
            return options.mnemonic();
        }
        try {
            return Files.readString(options.mnemonicFile());
        } catch (IOException error) {
            throw new StartRefusedException("The mnemonic cannot be read from " + options.mnemonicFile() + " ("
                    + error.getClass().getSimpleName()
                    + "). Put 12 to 24 words of BIP-39 there, readable by the signatory's user only, name another file"
                    + " with --mnemonic-file, or set the environment variable COBNUT_MNEMONIC.");
        }
    }
}
