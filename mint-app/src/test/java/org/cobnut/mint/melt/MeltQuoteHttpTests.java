package org.cobnut.mint.melt;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;
import org.cobnut.payment.fake.PaymentMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.melt.MeltClient.invoice;

/// Melt quotes over HTTP, with every refusal that they can end in (NUT-05, NUT-15, NUT-23).
@MintTest
class MeltQuoteHttpTests {

    private final MeltClient client;

    MeltQuoteHttpTests(Mint mint) {
        client = new MeltClient(mint);
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.reset();
    }

    @Test
    void quotesAnInvoice() {
        var request = invoice(100);

        var quote = client.quote(request).ok();

        assertThat(quote.propertyNames())
                .containsExactlyInAnyOrder(
                        "quote",
                        "amount",
                        "fee_reserve",
                        "state",
                        "expiry",
                        "payment_preimage",
                        "request",
                        "unit",
                        "method");
        var id = quote.get("quote").asString();
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(quote.get("amount").asLong()).isEqualTo(100);
        assertThat(quote.get("fee_reserve").asLong()).isEqualTo(2);
        assertThat(quote.get("state").asString()).isEqualTo("UNPAID");
        assertThat(quote.get("payment_preimage").isNull()).isTrue();
        assertThat(quote.get("request").asString()).isEqualTo(request);
        assertThat(quote.get("expiry").asLong())
                .isBetween(Instant.now().getEpochSecond() + 500, Instant.now().getEpochSecond() + 700);
        assertThat(client.find(id)).isEqualTo(quote);
    }

    @Test
    void readsInvoicesInCapitals() {
        var request = invoice(100);

        var quote = client.quote(request.toUpperCase(java.util.Locale.ROOT)).ok();

        assertThat(quote.get("request").asString()).isEqualTo(request);
    }

    @Test
    void quotesAPartOfAnInvoice() {
        var options = Map.of("mpp", Map.of("amount", 40_001));

        var quote = client.quote(Map.of("request", invoice(100), "unit", "sat", "options", options))
                .ok();

        assertThat(quote.get("amount").asLong()).isEqualTo(41);
        assertThat(client.melt(quote.get("quote").asString(), client.wallet.issue(32, 16))
                        .ok()
                        .get("state")
                        .asString())
                .isEqualTo("PAID");
    }

    @Test
    @Provokes({ErrorCode.AMOUNTLESS_UNSUPPORTED, ErrorCode.AMOUNT_MISMATCH, ErrorCode.AMOUNT_OUT_OF_RANGE})
    void refusesAmountsThatContradictTheInvoice() {
        var open = new FakeInvoice(Bolt11.randomHash(), null, "", Instant.now(), java.time.Duration.ofHours(1)).text();
        client.quote(open).refusedWith(ErrorCode.AMOUNTLESS_UNSUPPORTED);
        client.quote(withAmount(open, 5000)).refusedWith(ErrorCode.AMOUNTLESS_UNSUPPORTED);
        client.quote(withAmount(invoice(100), 99_000)).refusedWith(ErrorCode.AMOUNT_MISMATCH);
        client.quote(withAmount(invoice(100), 100_000)).ok();
        client.quote(withPart(invoice(100), 100_001)).refusedWith(ErrorCode.AMOUNT_MISMATCH);
        client.quote(withPart(invoice(100), 0)).refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
        client.quote(Map.of(
                        "request",
                        invoice(100),
                        "unit",
                        "sat",
                        "options",
                        Map.of("mpp", Map.of("amount", 1), "amountless", Map.of("amount_msat", 1))))
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    @Provokes(ErrorCode.AMOUNT_OUT_OF_RANGE)
    void refusesWhatIsTooMuchWithItsReserve() {
        client.quote(invoice(490_196)).ok(); // and 2 % of it are 499,999
        client.quote(invoice(490_198)).refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lnbc1", "bitcoin", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "lno1qgsq"})
    @Provokes(ErrorCode.PAYMENT_REQUEST_INVALID)
    void refusesWhatIsNoInvoice(String request) {
        client.quote(request).refusedWith(ErrorCode.PAYMENT_REQUEST_INVALID);
    }

    @Test
    @Provokes({ErrorCode.UNIT_UNSUPPORTED, ErrorCode.UNSUPPORTED, ErrorCode.QUOTE_UNKNOWN})
    void refusesUnitsMethodsAndQuotesThatItDoesNotKnow() {
        client.quote(Map.of("request", invoice(100), "unit", "eur")).refusedWith(ErrorCode.UNIT_UNSUPPORTED);
        client.mint
                .post("/v1/melt/quote/carrier-pigeon", "{\"request\":\"coo\",\"unit\":\"sat\"}")
                .refusedWith(ErrorCode.UNSUPPORTED);
        client.mint.get("/v1/melt/quote/bolt11/" + MeltClient.unknownId()).refusedWith(ErrorCode.QUOTE_UNKNOWN);
    }

    @Test
    @Provokes(ErrorCode.INVOICE_PAID)
    void refusesAnInvoiceThatItHasPaid() {
        var request = invoice(100);
        client.melt(client.quoted(request), client.wallet.issue(64, 32, 8)).ok();

        client.quote(request).refusedWith(ErrorCode.INVOICE_PAID);
    }

    @Test
    @Provokes(ErrorCode.UNAVAILABLE)
    void refusesWhileTheProcessorIsAway() {
        var quote = client.quoted(invoice(100));
        client.fake.switchDown(true);

        client.quote(invoice(100)).refusedWith(ErrorCode.UNAVAILABLE);
        var inputs = client.wallet.issue(64, 32, 8);
        client.melt(quote, inputs).refusedWith(ErrorCode.UNAVAILABLE);
        assertThat(client.find(quote).get("state").asString()).isEqualTo("UNPAID");
    }

    @Test
    void quotesAnInvoiceThatIsBeingPaid() {
        var request = invoice(100);
        var attempt = client.begin(client.quoted(request), client.wallet.issue(64, 32, 8), java.util.List.of());

        client.quote(request).ok();
        client.fake.switchPayments(PaymentMode.SCRIPTED);
        client.fake.resolve(attempt, MeltClient.paid(100));
    }

    private static Map<String, Object> withAmount(String request, long amountMsat) {
        return Map.of(
                "request", request, "unit", "sat", "options", Map.of("amountless", Map.of("amount_msat", amountMsat)));
    }

    private static Map<String, Object> withPart(String request, long amountMsat) {
        return Map.of("request", request, "unit", "sat", "options", Map.of("mpp", Map.of("amount", amountMsat)));
    }

    /// Hashes for invoices of this test alone.
    private static final class Bolt11 {

        static org.cobnut.payment.PaymentHash randomHash() {
            return org.cobnut.payment.bolt11.Bolt11Invoice.parse(
                            FakeInvoice.of(Money.msat(1000), "").text())
                    .paymentHash();
        }
    }
}
