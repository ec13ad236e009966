package org.cobnut.mint.melt;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.cobnut.payment.fake.ReceiptMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.melt.MeltClient.amounts;

/// Invoices of the mint itself, paid from ecash without the network.
@MintTest
class OwnInvoiceHttpTests {

    private final MeltClient client;

    OwnInvoiceHttpTests(Mint mint) {
        client = new MeltClient(mint);
    }

    @BeforeEach
    void nobodyElsePays() {
        client.fake.switchReceipts(ReceiptMode.UNPAID);
    }

    @AfterEach
    void theWorldIsAsBefore() {
        client.fake.switchReceipts(ReceiptMode.ONCE);
        client.reset();
        client.assertBooksBalance();
    }

    @Test
    void paysWithoutTheNodeAndWithoutAReserve() {
        var own = ownInvoice(100);
        var inputs = client.wallet.issue(64, 32, 16);
        int sent = client.fake.sent().size();
        var quote = client.quote(request(own)).ok();
        client.fake.switchDown(true);

        var paid = client.melt(quote.get("quote").asString(), inputs, client.wallet.blind(0, 0, 0))
                .ok();

        assertThat(quote.get("fee_reserve").asLong()).isZero();
        assertThat(paid.get("state").asString()).isEqualTo("PAID");
        assertThat(paid.get("payment_preimage").isNull()).isTrue();
        assertThat(amounts(paid)).containsExactly(4L, 8L);
        assertThat(client.find(quote.get("quote").asString())).isEqualTo(paid);
        assertThat(client.states(inputs)).containsOnly(ProofState.SPENT);
        assertThat(client.fake.sent()).hasSize(sent);
        var minted = Map.of(
                "quote", own.get("quote").asString(), "outputs", TestWallet.messages(client.wallet.blind(64, 32, 4)));
        client.mint.post("/v1/mint/bolt11", TestWallet.json(minted)).ok();
    }

    @Test
    void answersARepeatAsTheFirst() {
        var inputs = client.wallet.issue(64, 32, 16);
        var blanks = client.wallet.blind(0, 0, 0);
        var quote = client.quoted(request(ownInvoice(100)));
        var paid = client.melt(quote, inputs, blanks).ok();

        assertThat(client.melt(quote, inputs, blanks).ok()).isEqualTo(paid);
        client.melt(quote, client.wallet.issue(64, 32, 16)).refusedWith(ErrorCode.INVOICE_PAID);
    }

    @Test
    void paysItOnceHoweverManyTry() throws Exception {
        var own = ownInvoice(100);
        var quotes =
                IntStream.range(0, 5).mapToObj(_ -> client.quoted(request(own))).toList();
        var inputs = quotes.stream().map(_ -> client.wallet.issue(64, 32, 4)).toList();

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads
                    .invokeAll(IntStream.range(0, 5)
                            .<Callable<Answer>>mapToObj(i -> () -> client.melt(quotes.get(i), inputs.get(i)))
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(inputs.stream().map(client::states).filter(states -> states.contains(ProofState.SPENT)))
                .hasSize(1);
        assertThat(mintQuote(own).get("amount_paid").asLong()).isEqualTo(100);
    }

    @Test
    void refusesWhatSomebodyElseHasPaid() {
        var own = ownInvoice(100);
        var quote = client.quoted(request(own));
        var hash = Bolt11Invoice.parse(request(own)).paymentHash();
        client.fake.receive(new IncomingPayment(LookupId.of(hash), hash.hex(), Money.sat(100)));
        Awaitility.await().until(() -> mintQuote(own).get("amount_paid").asLong() == 100);

        client.melt(quote, client.wallet.issue(64, 32, 4)).refusedWith(ErrorCode.INVOICE_PAID);
        client.quote(request(own)).refusedWith(ErrorCode.INVOICE_PAID);
        assertThat(client.state(quote)).isEqualTo("UNPAID");
    }

    @Test
    void refusesWhatHasExpired() {
        var own = ownInvoice(100);
        var quote = client.quoted(request(own));
        client.update(
                "UPDATE mint_quote SET expiry = 1 WHERE id = ?",
                own.get("quote").asString());

        client.melt(quote, client.wallet.issue(64, 32, 4)).refusedWith(ErrorCode.QUOTE_EXPIRED);
        client.quote(request(own)).refusedWith(ErrorCode.PAYMENT_REQUEST_INVALID);
    }

    @Test
    void refusesAPartOfIt() {
        var options = Map.of("mpp", Map.of("amount", 50_000));

        client.quote(Map.of("request", request(ownInvoice(100)), "unit", "sat", "options", options))
                .refusedWith(ErrorCode.UNSUPPORTED);
    }

    private JsonNode ownInvoice(long amount) {
        return client.mint
                .post("/v1/mint/quote/bolt11", "{\"amount\":" + amount + ",\"unit\":\"sat\"}")
                .ok();
    }

    private JsonNode mintQuote(JsonNode own) {
        return client.mint
                .get("/v1/mint/quote/bolt11/" + own.get("quote").asString())
                .ok();
    }

    private static String request(JsonNode own) {
        return own.get("request").asString();
    }
}
