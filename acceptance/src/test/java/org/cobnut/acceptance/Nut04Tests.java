package org.cobnut.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.cobnut.acceptance.Purse.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-04 and NUT-23: quotes for invoices, and the ecash that they become.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut04Tests {

    private static final String QUOTE = "/v1/mint/quote/bolt11";
    private static final String MINT = "/v1/mint/bolt11";

    private final Wire wire;
    private final Purse purse;

    Nut04Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void quotesWithEverythingThatAWalletNeeds() {
        JsonNode quote = wire.post(QUOTE, Map.of("amount", 21, "unit", "sat", "description", "tea"))
                .json();

        assertThat(quote.get("quote").asString()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(quote.get("request").asString()).startsWith("lnbc");
        assertThat(quote.get("amount").longValue()).isEqualTo(21);
        assertThat(quote.get("unit").asString()).isEqualTo("sat");
        assertThat(quote.get("method").asString()).isEqualTo("bolt11");
        assertThat(quote.get("state").asString()).isEqualTo("UNPAID");
        assertThat(quote.get("amount_paid").longValue()).isZero();
        assertThat(quote.get("amount_issued").longValue()).isZero();
        assertThat(quote.get("expiry").isIntegralNumber()).isTrue();
        assertThat(quote.get("updated_at").isIntegralNumber()).isTrue();
    }

    @Test
    void countsWhatWasPaidAndIssued() {
        String quote = purse.paidQuote(21);
        JsonNode paid = wire.get(QUOTE + "/" + quote).json();
        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        assertThat(paid.get("amount_paid").longValue()).isEqualTo(21);

        wire.post(MINT, mint(quote, purse.outputsWorth(21))).json();

        JsonNode issued = wire.get(QUOTE + "/" + quote).json();
        assertThat(issued.get("state").asString()).isEqualTo("ISSUED");
        assertThat(issued.get("amount_issued").longValue()).isEqualTo(21);
        assertThat(issued.get("updated_at").longValue())
                .isGreaterThan(paid.get("updated_at").longValue());
    }

    @Test
    void refusesBeforeTheInvoiceIsPaid() {
        JsonNode quote = wire.post(QUOTE, Map.of("amount", 21, "unit", "sat")).json();

        wire.post(MINT, mint(quote.get("quote").asString(), purse.outputsWorth(21)))
                .isRefusal(20001);
    }

    @Test
    void refusesMoreThanWasPaidAndTheQuoteStaysGood() {
        String quote = purse.paidQuote(21);

        wire.post(MINT, mint(quote, purse.outputsWorth(22))).isRefusal(11005);

        wire.post(MINT, mint(quote, purse.outputsWorth(21))).json();
    }

    @Test
    void issuesAPaidQuoteInParts() {
        String quote = purse.paidQuote(21);

        wire.post(MINT, mint(quote, purse.outputsWorth(16))).json();
        wire.post(MINT, mint(quote, purse.outputsWorth(5))).json();

        wire.post(MINT, mint(quote, purse.outputsWorth(1))).isRefusal(20002);
    }

    @Test
    void refusesAQuoteThatWasIssued() {
        String quote = purse.paidQuote(8);
        wire.post(MINT, mint(quote, purse.outputsWorth(8))).json();

        wire.post(MINT, mint(quote, purse.outputsWorth(8))).isRefusal(20002);
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        var request = mint(purse.paidQuote(8), purse.outputs(4, 2, 2));
        JsonNode first = wire.post(MINT, request).json();

        assertThat(wire.post(MINT, request).json()).isEqualTo(first);
    }

    @Test
    void letsOneOfManyConcurrentRequestsWin() throws Exception {
        String quote = purse.paidQuote(8);
        List<Callable<Integer>> wallets = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            var request = mint(quote, purse.outputsWorth(8));
            wallets.add(() -> wire.post(MINT, request).status());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads.invokeAll(wallets).stream()
                    .map(done -> done.resultNow())
                    .toList();

            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        }
    }

    @Test
    void refusesAQuoteThatItDoesNotKnow() {
        wire.get(QUOTE + "/00000000-0000-7000-8000-000000000000").isRefusal(50000);
        wire.post(MINT, mint("00000000-0000-7000-8000-000000000000", purse.outputsWorth(8)))
                .isRefusal(50000);
    }

    @Test
    void refusesAUnitThatItDoesNotHave() {
        wire.post(QUOTE, Map.of("amount", 21, "unit", "shell")).isRefusal(11013);
    }

    @Test
    void refusesAnAmountOutsideItsLimits() {
        wire.post(QUOTE, Map.of("amount", 0, "unit", "sat")).isRefusal(11006);
        wire.post(QUOTE, Map.of("amount", 1L << 60, "unit", "sat")).isRefusal(11006);
    }

    @Test
    void refusesAMethodThatItDoesNotHave() {
        assertThat(wire.post("/v1/mint/quote/barter", Map.of("amount", 21, "unit", "sat"))
                        .status())
                .isBetween(400, 404);
    }

    static Map<String, Object> mint(String quote, List<Output> outputs) {
        return Map.of("quote", quote, "outputs", Purse.jsonOf(outputs));
    }
}
