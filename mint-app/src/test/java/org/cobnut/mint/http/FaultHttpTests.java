package org.cobnut.mint.http;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a wallet hears when something breaks, and when the mint stops.
@MintTest
class FaultHttpTests {

    private final Mint mint;

    FaultHttpTests(Mint mint) {
        this.mint = mint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "error"})
    @Provokes(ErrorCode.INTERNAL)
    void saysNothingOfBugs(String kind) {
        var answer = mint.get("/v1/faults/" + kind);

        assertThat(answer.refusedWith(ErrorCode.INTERNAL)).isEqualToIgnoringCase("internal error");
        assertThat(answer.body()).doesNotContain(FaultyController.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "timeout", "transaction"})
    @Provokes(ErrorCode.UNAVAILABLE)
    void asksToTryAgainWhenTheDatabaseIsAway(String kind) {
        var answer = mint.get("/v1/faults/" + kind);

        answer.refusedWith(ErrorCode.UNAVAILABLE);
        assertThat(answer.header("Retry-After")).matches("\\d+");
        assertThat(answer.body()).doesNotContain(FaultyController.SECRET);
    }
}
