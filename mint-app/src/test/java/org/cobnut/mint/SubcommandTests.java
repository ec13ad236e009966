package org.cobnut.mint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// What `bin/mint` passes on when its first argument is a word.
@ExtendWith(OutputCaptureExtension.class)
class SubcommandTests {

    @TempDir
    private Path folder;

    @Test
    void takesOptionsForTheMintItself() {
        assertThat(Subcommand.isMeantBy(new String[] {"--server.port=0"})).isFalse();
        assertThat(Subcommand.isMeantBy(new String[0])).isFalse();
        assertThat(Subcommand.isMeantBy(new String[] {"audit"})).isTrue();
    }

    @Test
    void namesTheCommandsThereAre(CapturedOutput output) {
        assertThat(Subcommand.run(new String[] {"adit"})).isEqualTo(2);

        assertThat(output.getErr()).contains("there is no command “adit”").contains("audit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--jason", "now", "--spring"})
    void refusesWhatItDoesNotKnow(String argument, CapturedOutput output) {
        assertThat(Subcommand.run(new String[] {"audit", argument})).isEqualTo(2);

        assertThat(output.getErr()).contains(argument);
    }

    @Test
    void auditsADatabaseThatIsServed(CapturedOutput output) throws Exception {
        for (var database : List.of(TestDatabase.sqlite(), TestDatabase.postgres())) {
            try (database) {
                assertThat(audit(database)).isZero();
                assertThat(output.getOut()).contains("The books balance.");

                database.transactions()
                        .run(() -> database.jdbcTemplate()
                                .execute("INSERT INTO mint_quote (id, unit, request, expiry, amount_paid)"
                                        + " VALUES ('q', 'sat', 'r', 0, 1234)"));

                assertThat(audit(database)).isEqualTo(1);
                assertThat(output.getOut()).contains("THE BOOKS DO NOT BALANCE").contains("mint quote q: 1234");
            }
        }
    }

    @Test
    void saysThatThereIsNoDatabase(CapturedOutput output) {
        assertThat(Subcommand.run(new String[] {"audit", "--cobnut.data-dir", folder.toString()}))
                .isEqualTo(2);

        assertThat(output.getErr()).contains("cannot be read").contains("mint.sqlite");
        assertThat(Files.exists(folder.resolve("mint.sqlite"))).isFalse();
    }

    private static int audit(TestDatabase database) {
        return Subcommand.run(arguments("audit", database.properties()));
    }

    private static String[] arguments(String command, Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of(command));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
