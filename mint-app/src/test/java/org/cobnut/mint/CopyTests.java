package org.cobnut.mint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.cobnut.cashu.Proof;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint moves from one engine to another.
@ExtendWith(OutputCaptureExtension.class)
class CopyTests {

    @TempDir
    private Path folder;

    static Stream<Arguments> engines() {
        return Stream.of(
                Arguments.of(Engine.SQLITE, Engine.POSTGRESQL), Arguments.of(Engine.POSTGRESQL, Engine.SQLITE));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void servesOnWhereItWasCopiedTo(Engine from, Engine to, CapturedOutput output) throws Exception {
        var source = empty(from);
        var target = empty(to);
        var proofs = new ArrayList<Proof>();
        try (var mint = Mint.start(from, source)) {
            var wallet = new TestWallet(mint);
            mint.post("/v1/mint/quote/bolt11", "{\"amount\":64,\"unit\":\"sat\"}")
                    .ok();
            wallet.swap(wallet.issue(8, 4), wallet.blind(8, 4)).ok();
            proofs.addAll(wallet.issue(16, 2));
        }

        assertThat(copy(source, target)).isZero();

        assertThat(output.getOut()).contains("2  proof").contains("Done.").doesNotContain("DIFFERENCE");
        try (var mint = Mint.start(to, target)) {
            var wallet = new TestWallet(mint);
            wallet.swap(proofs, wallet.blind(16, 2)).ok();
            mint.post("/v1/mint/quote/bolt11", "{\"amount\":64,\"unit\":\"sat\"}")
                    .ok();
        }
    }

    @Test
    void refusesToFillWhatIsNotEmptyAndToCopyOntoItself(CapturedOutput output) throws Exception {
        var source = empty(Engine.SQLITE);
        assertThat(copy(source, source)).isEqualTo(2);
        assertThat(output.getErr()).contains("are the same database");

        var target = empty(Engine.SQLITE);
        assertThat(copy(source, target)).isZero();
        try (var connection = DriverManager.getConnection(address(target));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO mint_quote (id, unit, request, expiry) VALUES ('q', 'sat', 'r', 0)");
        }
        assertThat(copy(source, target)).isEqualTo(2);
        assertThat(output.getErr()).contains("has rows in mint_quote: it must be a new, empty one");
    }

    @Test
    void refusesWhileAMintServesEither(CapturedOutput output) throws Exception {
        try (var served = TestDatabase.sqlite()) {
            assertThat(copy(served.properties(), empty(Engine.SQLITE))).isEqualTo(2);
            assertThat(copy(empty(Engine.SQLITE), served.properties())).isEqualTo(2);
        }
        assertThat(output.getErr()).contains("another mint serves");
        try (var served = TestDatabase.postgres()) {
            served.transactions()
                    .run(
                            () -> served.jdbcTemplate()
                                    .execute(
                                            "INSERT INTO replica (id, lease_until, started_time) VALUES ('alive', 9999999999, 1)"));
            assertThat(copy(served.properties(), empty(Engine.SQLITE))).isEqualTo(2);
            assertThat(copy(empty(Engine.SQLITE), served.properties())).isEqualTo(2);
        }
        assertThat(output.getErr()).contains("stop all of its replicas first");
    }

    @Test
    void namesWhatIsMissing(CapturedOutput output) {
        assertThat(Subcommands.run(new String[] {"copy", "--from", "jdbc:sqlite:x"}))
                .isEqualTo(2);

        assertThat(output.getErr()).contains("--to is missing");
        assertThat(Files.exists(Path.of("x"))).isFalse();
    }

    private Map<String, String> empty(Engine engine) {
        if (engine == Engine.POSTGRESQL) {
            return TestDatabase.emptyPostgres();
        }
        try {
            return Map.of(
                    "spring.datasource.url",
                    "jdbc:sqlite:" + Files.createTempDirectory(folder, "mint").resolve("mint.sqlite"));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static int copy(Map<String, String> from, Map<String, String> to) {
        return Subcommands.run(new String[] {"copy", "--from", address(from), "--to=" + address(to)});
    }

    private static String address(Map<String, String> settings) {
        var url = Objects.requireNonNull(settings.get("spring.datasource.url"));
        var user = settings.get("spring.datasource.username");
        return user == null || url.contains("user=") ? url : url + (url.contains("?") ? "&" : "?") + "user=" + user;
    }
}
