package org.cobnut.mint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.mint.store.TestDatabase;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestSignatory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// What a signatory needs to know of a mint's keysets is written down only if the mnemonic is theirs.
@ExtendWith(OutputCaptureExtension.class)
class ExportKeysetsTests {

    private static final String OTHERS = "legal winner thank year wave sausage worth useful legal winner thank yellow";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void writesWhatTheSeedDerives(Engine engine, CapturedOutput output) throws IOException {
        var database = used(engine, Map.of("cobnut.units", "sat,usd"));

        assertThat(export(database, Mint.MNEMONIC, file())).isZero();

        assertThat(output.getOut()).contains("Wrote 2 keysets");
        assertThat(Files.readString(file()))
                .contains("\"unit\" : \"sat\"", "\"unit\" : \"usd\"", "129372'/1967237907'/1'")
                .doesNotContain("abandon");
    }

    @Test
    void refusesAnotherMnemonicOrNone(CapturedOutput output) throws IOException {
        var database = used(Engine.SQLITE, Map.of());

        assertThat(export(database, OTHERS, file())).isEqualTo(2);
        assertThat(Subcommands.run(arguments(database, file()))).isEqualTo(2);

        assertThat(output.getErr())
                .contains("the mnemonic is not the one of these keysets")
                .contains("no seed");
        assertThat(file()).doesNotExist();
    }

    @Test
    void replacesNoFile(CapturedOutput output) throws IOException {
        var database = used(Engine.SQLITE, Map.of());
        Files.writeString(file(), "mine");

        assertThat(export(database, Mint.MNEMONIC, file())).isEqualTo(2);

        assertThat(output.getErr()).contains("there is a file");
        assertThat(file()).hasContent("mine");
    }

    @Test
    void refusesADatabaseWithoutKeysetsOrWithThoseOfASignatory(CapturedOutput output) throws Exception {
        try (var empty = TestDatabase.sqlite()) {
            assertThat(export(empty.properties(), Mint.MNEMONIC, file())).isEqualTo(2);
        }
        assertThat(output.getErr()).contains("has no keysets");
        try (var signatory = new TestSignatory(Mint.MNEMONIC)) {
            var database = used(Engine.SQLITE, signatory.settings());
            assertThat(export(database, Mint.MNEMONIC, file())).isEqualTo(2);
        }
        assertThat(output.getErr()).contains("are with a signatory already");
        assertThat(file()).doesNotExist();
    }

    private Path file() {
        return folder.resolve("keysets.json");
    }

    /// A database that a mint has served.
    private Map<String, String> used(Engine engine, Map<String, String> settings) throws IOException {
        var database = engine == Engine.POSTGRESQL
                ? TestDatabase.emptyPostgres()
                : Map.of("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("mint.sqlite"));
        var all = new HashMap<>(database);
        all.putAll(settings);
        Mint.start(engine, all).close();
        return database;
    }

    private static int export(Map<String, String> database, String words, Path file) {
        return Subcommands.run(arguments(database, file, "--cobnut.mnemonic=" + words));
    }

    private static String[] arguments(Map<String, String> database, Path file, String... more) {
        var arguments = new ArrayList<>(List.of("export-keysets", "--to", file.toString()));
        database.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
