package org.cobnut.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint moves here from cdk-mintd, with all that it owes. Without that program nothing is run here: databases that it
/// has written are imported by mint-app's tests anyway.
@ExtendWith(Mints.Resolver.class)
class MovingFromCdkTests {

    static Stream<Path> programs() {
        return CdkMint.program().stream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void redeemsWhatCdkHasIssued(Path program, Mints mints, @TempDir Path old, @TempDir Path home) throws IOException {
        List<Proof> spent;
        List<Proof> unspent;
        String paid;
        String database;
        try (var cdk = CdkMint.start(program, old, Mints.MNEMONIC)) {
            var purse = Purse.at(new Wire(cdk.url()));
            spent = purse.mint(32, 8);
            var outputs = purse.outputsWorth(39);
            unspent = purse.proofs(
                    outputs,
                    purse.wire()
                            .post("/v1/swap", Purse.swap(spent, outputs))
                            .json()
                            .get("signatures"));
            paid = purse.paidQuote(21);
            database = cdk.database();
        }

        var imported = new Command(home, Map.of("COBNUT_MNEMONIC", Mints.MNEMONIC), Duration.ofMinutes(2))
                .run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("cobnut.mint.jar"),
                        "import-cdk",
                        "--from",
                        database,
                        "--write",
                        "--spring.datasource.url=jdbc:sqlite:" + home.resolve("mint.sqlite")));
        assertThat(imported.exit()).as(imported.output()).isZero();
        assertThat(imported.output()).contains("Done.").doesNotContain("The audit finds");

        try (var mint = mints.start(
                MintDatabase.SQLITE, Map.of("spring.datasource.url", "jdbc:sqlite:" + home.resolve("mint.sqlite")))) {
            var purse = Purse.at(new Wire(mint.url()));
            assertThat(purse.states(spent)).containsOnly("SPENT");
            purse.wire()
                    .post("/v1/swap", Purse.swap(unspent, purse.outputsWorth(39 - purse.fee(unspent.size()))))
                    .json();
            purse.wire()
                    .post("/v1/mint/bolt11", Nut04Tests.mint(paid, purse.outputsWorth(21)))
                    .json();
        }
    }
}
