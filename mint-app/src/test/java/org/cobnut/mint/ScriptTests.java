package org.cobnut.mint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What the commands of `bin/` say of themselves, before they build or start anything.
class ScriptTests {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"mint", "signatory", "bench", "chaos", "test", "reproduce"})
    void explainsItselfAndDoesNothing(String script) throws Exception {
        for (var question : new String[] {"--help", "-h"}) {
            assertThat(output(script, question)).contains("bin/" + script).doesNotContain("Building", "#!");
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void printsTheHelpOfTheJar() throws Exception {
        assertThat(output("mint", "audit", "--help")).isEqualTo(Help.text());
    }

    @Test
    void tellsTheVersion() throws Exception {
        assertThat(output("mint", "--version")).matches("Cobnut \\d+\\.\\d+\\.\\d+\\S*\\n");
    }

    private String output(String script, String... words) throws IOException, InterruptedException {
        var file = home.resolveSibling(home.getFileName() + ".out");
        var command = new ProcessBuilder("../bin/" + script);
        command.command().addAll(java.util.List.of(words));
        command.environment().put("HOME", home.toString());
        command.environment().put("PATH", "/usr/bin:/bin"); // no JDK: help needs none
        command.redirectErrorStream(true).redirectOutput(file.toFile());
        var process = command.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        var output = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
