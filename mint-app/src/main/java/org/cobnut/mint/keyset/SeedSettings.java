package org.cobnut.mint.keyset;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the mint finds its seed, from which all private keys are derived.
///
/// @param mnemonic the words of BIP-39 themselves
/// @param mnemonicFile a file that holds them
/// @param generateMnemonic whether a mint on a new SQLite database generates a mnemonic if it is given none; `bin/mint`
///     sets it
@Validated
@ConfigurationProperties("cobnut")
record SeedSettings(
        @Nullable String mnemonic,
        @Nullable Path mnemonicFile,
        @DefaultValue("false") boolean generateMnemonic) {

    /// Without the words.
    @Override
    public String toString() {
        return "SeedSettings[mnemonic=" + (mnemonic == null ? "none" : "…") + ", mnemonicFile=" + mnemonicFile
                + ", generateMnemonic=" + generateMnemonic + "]";
    }
}
