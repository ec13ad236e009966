package org.cobnut.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint that began with a seed of its own gives it to a signatory and serves on, with all that it owes.
@ExtendWith(Mints.Resolver.class)
class MovingToASignatoryTests {

    private final Mints mints;

    MovingToASignatoryTests(Mints mints) {
        this.mints = mints;
    }

    static List<MintDatabase> databases() {
        return Selection.ofThisRun().databases(0);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void redeemsWhatItHasSignedBefore(MintDatabase database, @TempDir Path home, @TempDir Path keys) {
        var given = mints.newDatabase(database);
        var url = given == null ? "jdbc:sqlite:" + home.resolve("mint.sqlite") : given;
        Purse before;
        List<Proof> proofs;
        String paid;
        try (var mint = mints.start(database, Map.of("spring.datasource.url", url))) {
            before = Purse.at(new Wire(mint.url()));
            proofs = before.mint(32, 8);
            paid = before.paidQuote(16);
        }

        var exported = RunningMint.command(
                home, "export-keysets", "--to=" + RunningSignatory.keysets(keys), "--spring.datasource.url=" + url);
        assertThat(exported.exit()).as(exported.output()).isZero();

        try (var signatory = RunningSignatory.mutualTlsIn(keys)) {
            Map<String, String> settings = signatory.settings();
            settings.put("spring.datasource.url", url);
            try (var mint = mints.start(database, settings)) {
                var purse = Purse.at(new Wire(mint.url()));
                assertThat(purse.keyset()).isEqualTo(before.keyset());
                purse.wire()
                        .post("/v1/swap", Purse.swap(proofs, purse.outputsWorth(40 - purse.fee(2))))
                        .json();
                assertThat(purse.states(proofs)).containsOnly("SPENT");
                purse.wire()
                        .post("/v1/mint/bolt11", Nut04Tests.mint(paid, purse.outputsWorth(16)))
                        .json();
            }
        }
    }
}
