package org.cobnut.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint moves here from cdk-mintd, with all that it owes.
@ExtendWith(Mints.Resolver.class)
class MovingFromCdkTests {

    @Test
    void redeemsWhatCdkHasIssued(Mints mints, @TempDir Path old, @TempDir Path home) throws IOException {
        List<Proof> spent;
        List<Proof> unspent;
        String paid;
        String database;
        try (var cdk = CdkMint.start(old, Mints.MNEMONIC)) {
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

        var imported = RunningMint.command(
                home,
                "import-cdk",
                "--from",
                database,
                "--write",
                "--spring.datasource.url=jdbc:sqlite:" + home.resolve("mint.sqlite"));
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
