package org.cobnut.mint.issue;

import java.io.IOException;
import java.util.Map;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MintingDisabledHttpTests {

    @Test
    @Provokes(ErrorCode.MINTING_DISABLED)
    void refusesNewQuotesWhileMintingIsSwitchedOff() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.payment.minting-disabled", "true"))) {
            mint.post("/v1/mint/quote/bolt11", "{\"amount\":64,\"unit\":\"sat\"}")
                    .refusedWith(ErrorCode.MINTING_DISABLED);

            assertThat(mint.get("/v1/info").ok().at("/nuts/4/disabled").asBoolean())
                    .isTrue();
        }
    }
}
