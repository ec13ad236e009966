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
class SubcommandsTests {

    @TempDir
    private Path folder;

    @Test
    void tellsWhereTheCommandsAreDescribed(CapturedOutput output) {
        assertThat(Subcommands.run("adit")).isEqualTo(2);

        assertThat(output.getErr()).contains("there is no command adit").contains("bin/mint --help");
    }

    @Test
    void areDescribedByTheirOwnUsage() {
        var commands = Subcommands.line().getSubcommands().values();

        assertThat(commands).hasSize(4);
        assertThat(commands)
                .allSatisfy(command -> assertThat(Help.text())
                        .contains("  " + command.getHelp().synopsis(0).strip()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--jason", "now", "--spring"})
    void refusesWhatItDoesNotKnow(String argument, CapturedOutput output) {
        assertThat(Subcommands.run("audit", argument)).isEqualTo(2);

        assertThat(output.getErr()).contains(argument).contains("usage: bin/mint audit [SETTING…]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--from=", "--from", "--write=now"})
    void refusesOptionsWithoutAValueThatFits(String option, CapturedOutput output) {
        assertThat(Subcommands.run("import-cdk", option)).isEqualTo(2);

        assertThat(output.getErr())
                .contains(option.replaceFirst("=.*", ""))
                .contains("usage: bin/mint import-cdk --from=jdbc:… [--write] [--accept-differences] [SETTING…]");
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
        assertThat(Subcommands.run("audit", "--cobnut.data-dir", folder.toString()))
                .isEqualTo(2);

        assertThat(output.getErr()).contains("cannot be read").contains("mint.sqlite");
        assertThat(Files.exists(folder.resolve("mint.sqlite"))).isFalse();
    }

    @Test
    void saysThatTheTablesAreOfAnotherVersion(CapturedOutput output) throws Exception {
        for (var database : List.of(TestDatabase.sqlite(), TestDatabase.postgres())) {
            try (database) {
                database.transactions().run(() -> {
                    database.jdbcTemplate().execute("ALTER TABLE keyset_amounts RENAME TO old_amounts");
                    database.jdbcTemplate().execute("UPDATE databasechangelog SET tag = NULL");
                });

                assertThat(audit(database)).isEqualTo(2);
            }
        }

        assertThat(output.getErr().split("start the mint once", -1)).hasSize(3);
        assertThat(output.getErr()).doesNotContain("because", "bad SQL");
    }

    private static int audit(TestDatabase database) {
        return Subcommands.run(arguments("audit", database.properties()));
    }

    private static String[] arguments(String command, Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of(command));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
