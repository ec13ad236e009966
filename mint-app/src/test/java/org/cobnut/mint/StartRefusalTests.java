package org.cobnut.mint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.cobnut.mint.store.TestDatabase;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A mint that cannot start says why and what to do, and nothing else.
@ExtendWith(OutputCaptureExtension.class)
class StartRefusalTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spring.datasource.url         | jdbc:postgresql://127.0.0.1:1/mint | Connection to 127.0.0.1:1 refused | SPRING_DATASOURCE_PASSWORD
            spring.datasource.url         | jdbc:mysql://127.0.0.1/mint        | no database that the mint knows   | jdbc:postgresql:
            cobnut.melt.retry             | soon                               | cobnut.melt.retry                 | "soon"
            cobnut.limits.inputs          | 0                                  | cobnut.limits                     | must be greater than 0
            cobnut.info.tos-url           | file:/etc/passwd                   | cobnut.info                       | not a http or https URL
            cobnut.processors.fake.kind   | pigeon                             | of the kind pigeon                | one of: fake
            cobnut.processors.second.kind | fake                               | two processors for bolt11 in sat  | .unit
            cobnut.mnemonic               | correct horse                      | no mnemonic                       | cobnut.mnemonic-file
            """)
    void tellsWhatToCorrect(String setting, String value, String reason, String remedy, CapturedOutput output) {
        refuses(Map.of(setting, value), reason, remedy, output);
    }

    @Test
    void tellsThatThePortIsTaken(CapturedOutput output) throws Exception {
        try (var first = Mint.start(Engine.SQLITE, Map.of())) {
            refuses(Map.of("server.port", "" + first.port()), "Port " + first.port(), "already in use", output);
        }
    }

    @Test
    void tellsThatActuatorNeedsAPortOfItsOwn(CapturedOutput output) {
        var settings = Map.of("server.port", "47338", "management.server.port", "47338");

        refuses(settings, "would share a port", "management.server.port", output);
    }

    @Test
    void tellsThatThereIsNoSuchDatabase(CapturedOutput output) {
        var settings = new HashMap<>(TestDatabase.emptyPostgres());
        settings.computeIfPresent("spring.datasource.url", (_, url) -> url.replaceFirst("/[^/?]+(\\?|$)", "/absent$1"));

        refuses(settings, "database \"absent\" does not exist", "spring.datasource.url", output);
    }

    /// Root may write everywhere, but not below a file.
    @Test
    void tellsThatItMayNotWrite(CapturedOutput output) throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var database = "jdbc:sqlite:" + file.resolve("mint.sqlite");

        refuses(Map.of("spring.datasource.url", database), "cannot be written", "cobnut.data-dir", output);
    }

    private static void refuses(Map<String, String> settings, String reason, String remedy, CapturedOutput output) {
        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings)).isNotNull();

        assertThat(output.getAll().split("APPLICATION FAILED TO START", -1)).hasSize(2);
        assertThat(output).contains(reason, remedy).doesNotContain("\tat ", "Exception encountered", "horse");
    }
}
