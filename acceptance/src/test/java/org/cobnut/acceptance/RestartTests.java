package org.cobnut.acceptance;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What a mint said before it was killed still holds when it is back.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class RestartTests {

    private final MintDatabase database;
    private final Mints mints;

    RestartTests(MintDatabase database, Mints mints) {
        this.database = database;
        this.mints = mints;
    }

    @Test
    void remembersWhatWasSpentSignedAndPaidAfterAKill() {
        var mint = mints.start(database, Map.of());
        var wire = new Wire(mint.url());
        var purse = Purse.at(wire);
        List<Proof> spent = purse.mint(8);
        var swap = Purse.swap(spent, purse.outputs(4, 2, 1));
        JsonNode signatures = wire.post("/v1/swap", swap).json();
        String quote = purse.paidQuote(21);
        List<Proof> unspent = purse.mint(16);

        mint.kill();
        mint.startAgain();

        assertThat(Purse.at(wire).keyset()).isEqualTo(purse.keyset());
        assertThat(purse.states(spent)).containsOnly("SPENT");
        assertThat(wire.post("/v1/swap", swap).json()).as("the lost response").isEqualTo(signatures);
        wire.post("/v1/swap", Purse.swap(unspent, purse.outputsWorth(15))).json();
        wire.post("/v1/mint/bolt11", Nut04Tests.mint(quote, purse.outputsWorth(21)))
                .json();
        mint.stop();
    }
}
