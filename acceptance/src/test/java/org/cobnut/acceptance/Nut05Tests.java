package org.cobnut.acceptance;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// NUT-05, NUT-08, NUT-15 and NUT-23: ecash pays invoices. The fake Lightning takes a fee of 1 sat for what it
/// pays, and does with an invoice what the states in its description say.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut05Tests {

    private static final String QUOTE = "/v1/melt/quote/bolt11";
    private static final String MELT = "/v1/melt/bolt11";
    private static final String FAILS = script("FAILED", "FAILED");
    private static final String STAYS_UNKNOWN = script("UNKNOWN", "UNKNOWN");
    private static final String BREAKS_BUT_IS_PAID = """
            {"pay_invoice_state": "FAILED", "check_payment_state": "PAID", "pay_err": true, "check_err": false}""";

    private final Wire wire;
    private final Purse purse;

    Nut05Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void quotesAmountAndFeeReserve() {
        String invoice = Payee.invoice(200_000, "tea");

        JsonNode quote =
                wire.post(QUOTE, Map.of("request", invoice, "unit", "sat")).json();

        assertThat(quote.get("amount").longValue()).isEqualTo(200);
        assertThat(quote.get("fee_reserve").longValue()).isEqualTo(4);
        assertThat(quote.get("unit").asString()).isEqualTo("sat");
        assertThat(quote.get("method").asString()).isEqualTo("bolt11");
        assertThat(quote.get("request").asString()).isEqualTo(invoice);
        assertThat(quote.get("state").asString()).isEqualTo("UNPAID");
        assertThat(quote.get("expiry").isIntegralNumber()).isTrue();
        assertThat(wire.get(QUOTE + "/" + quote.get("quote").asString()).json()).isEqualTo(quote);
    }

    @Test
    void roundsMillisatoshisUp() {
        JsonNode quote = quote(Payee.invoice(20_001, "tea"));

        assertThat(quote.get("amount").longValue()).isEqualTo(21);
    }

    @Test
    void paysAndReturnsWhatIsLeftInTheOrderOfTheBlankOutputs() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));
        List<Proof> inputs = purse.mint(32);
        List<Output> blanks = purse.outputs(1, 1, 1, 1);

        JsonNode paid = wire.post(MELT, melt(quote, inputs, blanks)).json();

        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        List<Proof> change = purse.proofs(blanks.subList(0, 2), paid.get("change"));
        assertThat(total(change)).isEqualTo(32 - 20 - 1 - purse.fee(1));
        assertThat(purse.states(inputs)).containsOnly("SPENT");
        assertThat(purse.states(change)).containsOnly("UNSPENT");
        assertThat(wire.get(QUOTE + "/" + id(quote)).json().get("change")).isEqualTo(paid.get("change"));
    }

    @Test
    void returnsTheLargestPartsWhenTheBlankOutputsAreTooFew() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));
        List<Output> blank = purse.outputs(1);

        // 64 - 20 - 1 - 1 leave 42.
        JsonNode paid = wire.post(MELT, melt(quote, purse.mint(64), blank)).json();

        assertThat(total(purse.proofs(blank, paid.get("change")))).isEqualTo(32);
    }

    @Test
    void paysWithoutBlankOutputs() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));

        JsonNode paid = wire.post(MELT, melt(quote, purse.mint(32), List.of())).json();

        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        assertThat(paid.path("change").isEmpty()).isTrue();
    }

    @Test
    void refusesInputsShortOfAmountReserveAndFee() {
        JsonNode quote = quote(Payee.invoice(30_000, "tea"));
        List<Proof> inputs = purse.mint(32);

        wire.post(MELT, melt(quote, inputs, List.of())).isRefusal(11005);

        assertThat(purse.states(inputs)).containsOnly("UNSPENT");
        assertThat(state(quote)).isEqualTo("UNPAID");
    }

    @Test
    void returnsTheInputsOfAPaymentThatFailed() {
        JsonNode quote = quote(Payee.invoice(20_000, FAILS));
        List<Proof> inputs = purse.mint(32);
        List<Output> blanks = purse.outputs(1, 1, 1);

        wire.post(MELT, melt(quote, inputs, blanks)).isRefusal(20004);

        assertThat(purse.states(inputs)).containsOnly("UNSPENT");
        assertThat(state(quote)).isEqualTo("UNPAID");
        assertThat(restored(blanks)).isEmpty();
        wire.post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(31))).json();
    }

    @Test
    void takesAPaymentForPaidThatBrokeDownAndWasFoundPaid() {
        JsonNode quote = quote(Payee.invoice(20_000, BREAKS_BUT_IS_PAID));
        List<Proof> inputs = purse.mint(32);
        List<Output> blanks = purse.outputs(1, 1, 1, 1);

        wire.post(MELT, melt(quote, inputs, blanks));

        await().atMost(Duration.ofSeconds(30)).until(() -> state(quote), "PAID"::equals);
        assertThat(purse.states(inputs)).containsOnly("SPENT");
        JsonNode change = wire.get(QUOTE + "/" + id(quote)).json().get("change");
        assertThat(total(purse.proofs(blanks.subList(0, change.size()), change)))
                .isEqualTo(32 - 20 - purse.fee(1));
    }

    @Test
    void keepsTheInputsOfAPaymentWhoseFateIsUnknown() {
        JsonNode quote = quote(Payee.invoice(20_000, STAYS_UNKNOWN));
        List<Proof> inputs = purse.mint(32);

        JsonNode answer =
                wire.post(MELT, asynchronous(melt(quote, inputs, List.of()))).json();

        assertThat(answer.get("state").asString()).isEqualTo("PENDING");
        assertThat(purse.states(inputs)).containsOnly("PENDING");
        wire.post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(31))).isRefusal(11002);
        wire.post(MELT, melt(quote, purse.mint(32), List.of())).isRefusal(20005);
    }

    @Test
    void answersPendingAtOnceWhenAskedTo() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));
        List<Output> blanks = purse.outputs(1, 1, 1, 1);

        JsonNode answer = wire.post(MELT, asynchronous(melt(quote, purse.mint(32), blanks)))
                .json();

        assertThat(answer.get("state").asString()).isEqualTo("PENDING");
        await().atMost(Duration.ofSeconds(20)).until(() -> state(quote), "PAID"::equals);
        assertThat(wire.get(QUOTE + "/" + id(quote)).json().get("change").size())
                .isEqualTo(2);
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));
        var request = melt(quote, purse.mint(32), purse.outputs(1, 1, 1, 1));
        JsonNode first = wire.post(MELT, request).json();

        JsonNode second = wire.post(MELT, request).json();

        assertThat(second.get("change")).isEqualTo(first.get("change"));
        assertThat(second.get("state").asString()).isEqualTo("PAID");
    }

    @Test
    void refusesToPayAQuoteTwice() {
        JsonNode quote = quote(Payee.invoice(20_000, "tea"));
        wire.post(MELT, melt(quote, purse.mint(32), List.of())).json();
        List<Proof> others = purse.mint(32);

        wire.post(MELT, melt(quote, others, List.of())).isRefusal(20006);

        assertThat(purse.states(others)).containsOnly("UNSPENT");
    }

    @Test
    void refusesToPayAnInvoiceTwiceByTwoQuotes() {
        String invoice = Payee.invoice(20_000, "tea");
        JsonNode first = quote(invoice);
        JsonNode second = quote(invoice);
        wire.post(MELT, melt(first, purse.mint(32), List.of())).json();
        List<Proof> others = purse.mint(32);

        wire.post(MELT, melt(second, others, List.of())).isRefusal(20006);

        assertThat(purse.states(others)).containsOnly("UNSPENT");
        wire.post(QUOTE, Map.of("request", invoice, "unit", "sat")).isRefusal(20006);
    }

    @Test
    void quotesAPartOfAnInvoice() {
        var request = Map.of(
                "request",
                Payee.invoice(20_000, "tea"),
                "unit",
                "sat",
                "options",
                Map.of("mpp", Map.of("amount", 8_000)));

        JsonNode quote = wire.post(QUOTE, request).json();

        assertThat(quote.get("amount").longValue()).isEqualTo(8);
    }

    @Test
    void refusesAnAmountForAnInvoiceThatNamesAnother() {
        var request = Map.of(
                "request",
                Payee.invoice(20_000, "tea"),
                "unit",
                "sat",
                "options",
                Map.of("amountless", Map.of("amount_msat", 8_000)));

        assertThat(wire.post(QUOTE, request).status()).isEqualTo(400);
    }

    @Test
    void refusesWhatIsNoInvoice() {
        wire.post(QUOTE, Map.of("request", "lnbc1tea", "unit", "sat")).isRefusal(50000);
    }

    @Test
    void refusesAQuoteThatItDoesNotKnow() {
        String unknown = "00000000-0000-7000-8000-000000000000";

        wire.get(QUOTE + "/" + unknown).isRefusal(50000);
        wire.post(MELT, Map.of("quote", unknown, "inputs", Purse.json(purse.mint(8))))
                .isRefusal(50000);
    }

    private JsonNode quote(String invoice) {
        return wire.post(QUOTE, Map.of("request", invoice, "unit", "sat")).json();
    }

    private String state(JsonNode quote) {
        return wire.get(QUOTE + "/" + id(quote)).json().get("state").asString();
    }

    private JsonNode restored(List<Output> outputs) {
        return wire.post("/v1/restore", Map.of("outputs", Purse.jsonOf(outputs)))
                .json()
                .get("signatures");
    }

    private static String id(JsonNode quote) {
        return quote.get("quote").asString();
    }

    private static long total(List<Proof> proofs) {
        return proofs.stream().mapToLong(proof -> proof.amount().value()).sum();
    }

    private static Map<String, Object> melt(JsonNode quote, List<Proof> inputs, List<Output> blanks) {
        return Map.of("quote", id(quote), "inputs", Purse.json(inputs), "outputs", Purse.jsonOf(blanks));
    }

    private static Map<String, Object> asynchronous(Map<String, Object> melt) {
        Map<String, Object> request = new HashMap<>(melt);
        request.put("prefer_async", true);
        return request;
    }

    private static String script(String paying, String asking) {
        return """
                {"pay_invoice_state": "%s", "check_payment_state": "%s", "pay_err": false, "check_err": false}""".formatted(paying, asking);
    }
}
