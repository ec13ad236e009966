package org.cobnut.mint.swap;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Swaps at a mint of two units.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapUnitsTests {

    private Mint mint;
    private TestWallet wallet;

    @BeforeAll
    void start() {
        mint = Mint.start(Engine.SQLITE, Map.of("cobnut.units", "sat,usd", "cobnut.fake.units", "sat,usd"));
        wallet = new TestWallet(mint);
    }

    @AfterAll
    void stop() throws IOException {
        mint.close();
    }

    @Test
    @Provokes(ErrorCode.MULTIPLE_UNITS)
    void refusesInputsOfSeveralUnits() {
        var inputs = List.of(
                wallet.issue(4).getFirst(),
                wallet.issue(List.of(blindDollars(4))).getFirst());

        wallet.swap(inputs, wallet.blind(8)).refusedWith(ErrorCode.MULTIPLE_UNITS);
    }

    @Test
    @Provokes(ErrorCode.MULTIPLE_UNITS)
    void refusesOutputsOfSeveralUnits() {
        var outputs = List.of(wallet.blind(4).getFirst(), blindDollars(4));

        wallet.swap(wallet.issue(8), outputs).refusedWith(ErrorCode.MULTIPLE_UNITS);
    }

    private TestWallet.Blinded blindDollars(long amount) {
        var dollars =
                mint.bean(Keysets.class).active(new Unit("usd")).orElseThrow().id();
        return wallet.blind(dollars, Amount.of(amount), TestWallet.randomSecret());
    }
}
