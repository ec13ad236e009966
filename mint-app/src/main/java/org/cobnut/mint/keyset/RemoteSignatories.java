package org.cobnut.mint.keyset;

import java.nio.file.Files;
import java.nio.file.Path;

import org.cobnut.cashu.CashuException;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.signatory.grpc.GrpcSignatory;
import org.cobnut.signatory.grpc.TransportSecurity;

/// Connects a mint to its remote signatory at the start, or refuses the start.
final class RemoteSignatories {

    private RemoteSignatories() {}

    /// The signatory of the settings, after it has answered once.
    ///
    /// @param dataDir where a mint that signs in its own process keeps a generated seed
    /// @throws StartRefusedException if the mint has a seed too, or the signatory does not answer
    static GrpcSignatory connect(SignatorySettings settings, SeedSettings seed, Path dataDir) {
        if (seed.mnemonic() != null || seed.mnemonicFile() != null) {
            throw new StartRefusedException(
                    "The private keys are with the signatory at " + settings.address()
                            + ", and this mint was given a seed as well.",
                    "Take cobnut.mnemonic and cobnut.mnemonic-file away from the mint; or, to sign in its own process,"
                            + " take cobnut.signatory.* away.");
        }
        var made = MnemonicSource.madeIn(dataDir);
        if (Files.exists(made)) {
            throw new StartRefusedException(
                    "The private keys are with the signatory at " + settings.address()
                            + ", and the seed that this mint made is still in " + made + ".",
                    "Take it away from here: it belongs to the signatory, or to nobody.");
        }
        var signatory = open(settings);
        try {
            var _ = signatory.awaitKeysets();
            return signatory;
        } catch (CashuException away) {
            signatory.close();
            throw new StartRefusedException(
                    "The signatory at " + settings.address() + " does not answer: "
                            + signatory.outage().orElse(away.detail()),
                    "Start it first (bin/signatory), and see that cobnut.signatory.address and .tls-dir fit it.");
        }
    }

    private static GrpcSignatory open(SignatorySettings settings) {
        var socket = settings.socket();
        var security = new TransportSecurity(settings.tlsDir(), settings.allowPlaintext());
        try {
            return GrpcSignatory.at(socket.getHostString(), socket.getPort(), security, settings.deadline());
        } catch (IllegalArgumentException refused) {
            throw new StartRefusedException(
                    "The signatory at " + settings.address() + " is not called: " + refused.getMessage() + ".",
                    "Set cobnut.signatory.tls-dir to a folder with ca.pem, client.pem and client.key.");
        }
    }

    /// Checks that the keysets can be derived in this process.
    ///
    /// @throws StartRefusedException if the keysets of its database are a remote signatory's
    static void requireNone(KeysetRows rows) {
        if (rows.all().stream().anyMatch(row -> row.derivationPath().equals(KeysetRows.ELSEWHERE))) {
            throw new StartRefusedException(
                    "The keysets of this database are those of a remote signatory.",
                    "Set cobnut.signatory.kind=remote and cobnut.signatory.address.");
        }
    }
}
