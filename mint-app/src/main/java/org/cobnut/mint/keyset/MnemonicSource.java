package org.cobnut.mint.keyset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

import org.cobnut.cashu.seed.Mnemonic;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.store.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the mnemonic in the settings, in the file that they name, or in the data directory, where it generates one if
/// that is allowed.
final class MnemonicSource {

    private static final Logger log = LoggerFactory.getLogger(MnemonicSource.class);

    private static final String SET_ONE =
            "Set cobnut.mnemonic-file to a file that holds the mnemonic (12 to 24 words of BIP-39), or the environment"
                    + " variable COBNUT_MNEMONIC to the words.";

    private final SeedSettings settings;
    private final Path dataDir;
    private final Path generated;
    private final boolean mayGenerate;

    /// A source for one mint.
    ///
    /// @param dataDir where the mint keeps a mnemonic that it has generated
    /// @param isEmbedded whether the database is a file of this mint alone
    /// @param isNew whether the database belongs to no seed yet
    MnemonicSource(SeedSettings settings, Path dataDir, boolean isEmbedded, boolean isNew) {
        this.settings = settings;
        this.dataDir = dataDir;
        this.generated = madeIn(dataDir);
        this.mayGenerate = isEmbedded && isNew;
    }

    /// Where a mint keeps the mnemonic that it has generated.
    static Path madeIn(Path dataDir) {
        return dataDir.resolve("mnemonic");
    }

    /// @throws StartRefusedException if there is no mnemonic, or if there are two
    String words() {
        if (settings.mnemonic() != null && settings.mnemonicFile() != null) {
            throw new StartRefusedException(
                    "Both cobnut.mnemonic and cobnut.mnemonic-file are set.", "Set one of them.");
        }
        if (settings.mnemonic() != null) {
            return valid(settings.mnemonic(), "cobnut.mnemonic");
        }
        if (settings.mnemonicFile() != null) {
            return read(settings.mnemonicFile());
        }
        if (!settings.generateMnemonic()) {
            throw new StartRefusedException("The mint has no seed to derive its keys from.", SET_ONE);
        }
        return Files.exists(generated) ? read(generated) : generate();
    }

    private String generate() {
        if (!mayGenerate) {
            throw new StartRefusedException(
                    "The mint has no seed, and makes one by itself only for a new SQLite database.",
                    SET_ONE + " If this mint made its own before, bring back " + generated + ".");
        }
        var words = Mnemonic.generate(new SecureRandom()).words();
        try {
            OwnerOnly.createFolder(dataDir);
            var unfinished = dataDir.resolve("mnemonic.new");
            Files.deleteIfExists(unfinished);
            OwnerOnly.createFile(unfinished);
            Files.writeString(unfinished, words + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(unfinished, generated, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException error) {
            throw new StartRefusedException(
                    "The seed that was made cannot be kept in " + generated + " (" + error + ").",
                    "Let the user that runs the mint write there, or set cobnut.data-dir to a folder that it owns.");
        }
        log.warn(
                "A NEW SEED was generated and is kept in {}. Everybody who has that file can make money of this mint, and"
                        + " without it the mint's money is lost: keep a copy of it in a safe place.",
                generated);
        return words;
    }

    private static String read(Path file) {
        try {
            return valid(Files.readString(file), file.toString());
        } catch (IOException error) {
            throw new StartRefusedException(
                    "The mnemonic cannot be read from " + file + " ("
                            + error.getClass().getSimpleName() + ").",
                    "Put the words into that file and let the mint's user read it.");
        }
    }

    private static String valid(String words, String place) {
        try {
            return Mnemonic.parse(words).words();
        } catch (IllegalArgumentException error) {
            throw new StartRefusedException(
                    "What is in " + place + " is no mnemonic: " + error.getMessage() + ".", SET_ONE);
        }
    }
}
