package org.cobnut.mint.keyset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.cobnut.cashu.seed.Mnemonic;
import org.cobnut.mint.start.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MnemonicSourceTests {

    private static final String WORDS = "abandon ".repeat(11) + "about";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void takesTheWordsOfTheSettings() {
        assertThat(source(WORDS, null, true).words()).isEqualTo(WORDS);
    }

    @Test
    void readsTheFileOfTheSettings() throws Exception {
        var file = Files.writeString(folder.resolve("words"), "\n" + WORDS + "\n");

        assertThat(source(null, file, false).words()).isEqualTo(WORDS);
    }

    @Test
    void refusesWordsAndFileTogether() {
        assertThatThrownBy(() -> source(WORDS, folder, true).words()).isInstanceOf(StartRefusedException.class);
    }

    @Test
    void refusesToStartWithoutASeed() {
        assertThatThrownBy(() -> source(null, null, false).words())
                .isInstanceOfSatisfying(
                        StartRefusedException.class,
                        refused -> assertThat(refused.action()).contains("cobnut.mnemonic-file"));
    }

    @Test
    void refusesWhatIsNoMnemonicWithoutRepeatingIt() throws Exception {
        var file = Files.writeString(folder.resolve("words"), "correct horse");

        assertThatThrownBy(() -> source(null, file, false).words())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("words")
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> source("correct horse", null, false).words())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageNotContaining("horse");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> source(null, folder.resolve("none"), true).words())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("none");
    }

    @Test
    void generatesOnceAndKeepsTheWordsForTheOwnerOnly() throws Exception {
        var first = source(null, null, true).words();
        var settings = new SeedSettings(null, null, true);
        var second = new MnemonicSource(settings, folder.resolve("data"), true, false).words();

        assertThat(Mnemonic.parse(first).words()).isEqualTo(first).isEqualTo(second);
        var kept = folder.resolve("data").resolve("mnemonic");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(kept)).isEqualToIgnoringNewLines(first);
    }

    @Test
    void generatesNothingForADatabaseThatHasASeed() {
        var settings = new SeedSettings(null, null, true);

        assertThatThrownBy(() -> new MnemonicSource(settings, folder, true, false).words())
                .isInstanceOf(StartRefusedException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void generatesNothingForPostgresql() {
        var settings = new SeedSettings(null, null, true);

        assertThatThrownBy(() -> new MnemonicSource(settings, folder, false, true).words())
                .isInstanceOf(StartRefusedException.class);
    }

    private MnemonicSource source(@Nullable String words, @Nullable Path file, boolean mayGenerate) {
        return new MnemonicSource(
                new SeedSettings(words, file, mayGenerate), folder.resolve("data"), mayGenerate, mayGenerate);
    }
}
