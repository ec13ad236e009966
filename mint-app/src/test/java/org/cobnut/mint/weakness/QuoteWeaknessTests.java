package org.cobnut.mint.weakness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Quotes that gave more than was paid for them, or to somebody else.
@MintTest
class QuoteWeaknessTests {

    private final Mint mint;
    private final Attacker attacker;
    private final TestWallet wallet;

    QuoteWeaknessTests(Mint mint) {
        this.mint = mint;
        attacker = new Attacker(mint);
        wallet = attacker.wallet;
    }

    @Test
    void quoteIdsKnownElsewhere() {
        var minting = mintQuote(8);
        var melting = attacker.quote();

        mint.get("/v1/melt/quote/bolt11/" + minting).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint.get("/v1/mint/quote/bolt11/" + melting).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint.get("/v1/mint/quote/bolt12/" + minting).refusedWith(ErrorCode.UNSUPPORTED);
        mint.get("/v1/melt/quote/onchain/" + melting).refusedWith(ErrorCode.UNSUPPORTED);
        attacker.melt(minting, wallet.issue(8), List.of()).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint(melting, 8).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint(minting.toUpperCase(Locale.ROOT), 8).refusedWith(ErrorCode.QUOTE_UNKNOWN);
        mint(minting + " ", 8).refusedWith(ErrorCode.QUOTE_UNKNOWN);
    }

    @Test
    void mintOfMoreThanWasPaid() {
        var quote = paid(8);

        mint(quote, 8, 1).refusedWith(ErrorCode.UNBALANCED);
        mint(quote, 16).refusedWith(ErrorCode.UNBALANCED);
        mint(quote, 4).ok();
        mint(quote, 8).refusedWith(ErrorCode.UNBALANCED);
        mint(quote, 4).ok();
        mint(quote, 1).refusedWith(ErrorCode.QUOTE_ISSUED);
    }

    @Test
    void oneQuoteMintedByItselfAndInABatchAtOnce() throws Exception {
        var quote = paid(8);
        var rivals = new ArrayList<Callable<Integer>>();
        for (int rival = 0; rival < 6; rival++) {
            var outputs = TestWallet.messages(wallet.blind(8));
            rivals.add(() -> mint.post("/v1/mint/bolt11", TestWallet.json(Map.of("quote", quote, "outputs", outputs)))
                    .status());
            var others = TestWallet.messages(wallet.blind(8));
            rivals.add(() -> mint.post(
                            "/v1/mint/bolt11/batch",
                            TestWallet.json(Map.of("quotes", List.of(quote), "outputs", others)))
                    .status());
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(rivals)) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    private Answer mint(String quote, long... amounts) {
        return mint.post(
                "/v1/mint/bolt11",
                TestWallet.json(Map.of("quote", quote, "outputs", TestWallet.messages(wallet.blind(amounts)))));
    }

    private String mintQuote(long amount) {
        return mint.post("/v1/mint/quote/bolt11", "{\"amount\":" + amount + ",\"unit\":\"sat\"}")
                .ok()
                .get("quote")
                .asString();
    }

    private String paid(long amount) {
        var quote = mintQuote(amount);
        Awaitility.await()
                .until(() -> mint.get("/v1/mint/quote/bolt11/" + quote)
                        .ok()
                        .get("state")
                        .asString()
                        .equals("PAID"));
        return quote;
    }
}
