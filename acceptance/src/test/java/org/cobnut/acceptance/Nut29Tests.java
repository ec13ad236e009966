package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.crypto.Scalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-20 and NUT-29: quotes that a key locks, and many quotes in one request.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut29Tests {

    private static final String MINT = "/v1/mint/bolt11";
    private static final String BATCH = "/v1/mint/bolt11/batch";
    private static final String CHECK = "/v1/mint/quote/bolt11/check";

    private final Wire wire;
    private final Purse purse;
    private final Scalar key = MintQuoteKey.random();

    Nut29Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void mintsALockedQuoteForASignature() {
        String quote = lockedQuote(8);
        List<Output> outputs = purse.outputsWorth(8);

        wire.post(MINT, mint(quote, outputs, null)).isRefusal(20008);
        wire.post(MINT, mint(quote, outputs, MintQuoteKey.sign(MintQuoteKey.random(), quote, outputs)))
                .isRefusal(20008);
        wire.post(MINT, mint(quote, outputs, MintQuoteKey.sign(key, quote, purse.outputsWorth(8))))
                .isRefusal(20008);

        wire.post(MINT, mint(quote, outputs, MintQuoteKey.sign(key, quote, outputs)))
                .json();
    }

    @Test
    void takesTheOlderFormOfTheSignature() {
        String quote = lockedQuote(8);
        List<Output> outputs = purse.outputsWorth(8);

        wire.post(MINT, mint(quote, outputs, MintQuoteKey.signAsBefore(key, quote, outputs)))
                .json();
    }

    @Test
    void refusesAKeyThatIsNone() {
        var request = Map.of("amount", 8, "unit", "sat", "pubkey", "02" + "00".repeat(32));

        assertThat(wire.post("/v1/mint/quote/bolt11", request).status()).isEqualTo(400);
    }

    @Test
    void checksQuotesInTheOrderOfTheQuestion() {
        List<String> quotes = List.of(purse.paidQuote(1), purse.paidQuote(2), purse.paidQuote(4));

        JsonNode answer = wire.post(CHECK, Map.of("quotes", quotes.reversed())).json();

        assertThat(answer.valueStream().map(quote -> quote.get("quote").asString()))
                .containsExactlyElementsOf(quotes.reversed());
    }

    @Test
    void mintsManyQuotesAtOnce() {
        List<String> quotes = List.of(purse.paidQuote(1), lockedQuote(2), purse.paidQuote(4));
        List<Output> outputs = purse.outputsWorth(7);
        List<@Nullable String> signatures = Arrays.asList(null, MintQuoteKey.sign(key, quotes.get(1), outputs), null);

        JsonNode answer = wire.post(
                        BATCH, Map.of("quotes", quotes, "outputs", Purse.jsonOf(outputs), "signatures", signatures))
                .json();

        purse.proofs(outputs, answer.get("signatures"));
        JsonNode states = wire.post(CHECK, Map.of("quotes", quotes)).json();
        assertThat(states.valueStream().map(quote -> quote.get("state").asString()))
                .containsOnly("ISSUED");
    }

    @Test
    void mintsAllOrNothing() {
        String paid = purse.paidQuote(8);
        JsonNode unpaid = wire.post("/v1/mint/quote/bolt11", Map.of("amount", 8, "unit", "sat"))
                .json();
        var quotes = List.of(paid, unpaid.get("quote").asString());

        wire.post(BATCH, batch(quotes, purse.outputsWorth(16))).isRefusal(20001);

        wire.post(MINT, mint(paid, purse.outputsWorth(8), null)).json();
    }

    @Test
    void refusesUnbalancedOutputs() {
        List<String> quotes = List.of(purse.paidQuote(4), purse.paidQuote(4));

        wire.post(BATCH, batch(quotes, purse.outputsWorth(9))).isRefusal(11005);
    }

    @Test
    void refusesAQuoteThatIsNamedTwice() {
        String quote = purse.paidQuote(8);

        wire.post(BATCH, batch(List.of(quote, quote), purse.outputsWorth(16))).isRefusal(11016);
        wire.post(CHECK, Map.of("quotes", List.of(quote, quote))).isRefusal(11016);
    }

    @Test
    void refusesMoreQuotesThanItTakes() {
        List<String> quotes = Collections.nCopies(1001, "00000000-0000-7000-8000-000000000000");

        wire.post(CHECK, Map.of("quotes", quotes)).isRefusal(11017);
    }

    @Test
    void refusesAQuoteThatItDoesNotKnow() {
        List<String> quotes = List.of(purse.paidQuote(8), "00000000-0000-7000-8000-000000000000");

        wire.post(CHECK, Map.of("quotes", quotes)).isRefusal(50000);
        wire.post(BATCH, batch(quotes, purse.outputsWorth(8))).isRefusal(50000);
    }

    @Test
    void refusesAnEmptyBatch() {
        wire.post(BATCH, batch(List.of(), List.of())).isRefusal(50000);
    }

    private String lockedQuote(long amount) {
        var request = Map.of("amount", amount, "unit", "sat", "pubkey", MintQuoteKey.publicKey(key));
        JsonNode quote = wire.post("/v1/mint/quote/bolt11", request).json();
        assertThat(quote.get("pubkey").asString()).isEqualTo(MintQuoteKey.publicKey(key));
        return purse.paid(quote);
    }

    private static Map<String, Object> mint(String quote, List<Output> outputs, @Nullable String signature) {
        Map<String, Object> request = new HashMap<>(Nut04Tests.mint(quote, outputs));
        if (signature != null) {
            request.put("signature", signature);
        }
        return request;
    }

    private static Map<String, Object> batch(List<String> quotes, List<Output> outputs) {
        return Map.of("quotes", quotes, "outputs", Purse.jsonOf(outputs));
    }
}
