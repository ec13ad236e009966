package org.cobnut.mint.subscription;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import org.cobnut.mint.store.Transactions;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.payment.Money;
import org.cobnut.payment.fake.FakeInvoice;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.ReceiptMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-17 over a real socket.
@MintTest
class SubscriptionHttpTests {

    private static final Duration A_WHILE = Duration.ofMillis(1500);

    private final Mint mint;
    private final TestWallet wallet;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestSocket socket;

    SubscriptionHttpTests(Mint mint) {
        this.mint = mint;
        wallet = new TestWallet(mint);
        socket = new TestSocket(http, mint.uri("/v1/ws"));
    }

    @AfterEach
    void hangUp() {
        mint.bean(FakePayments.class).processor("sat").switchReceipts(ReceiptMode.ONCE);
        socket.close();
        http.close();
    }

    @Test
    void tellsHowAMintQuoteIsAndThatItWasPaid() {
        var quote = mintQuote();

        socket.subscribe(7, "bolt11_mint_quote", "mine", quote);

        var accepted = socket.next();
        assertThat(accepted.get("id").asInt()).isEqualTo(7);
        assertThat(accepted.get("result").get("status").asString()).isEqualTo("OK");
        assertThat(accepted.get("result").get("subId").asString()).isEqualTo("mine");
        var first = socket.payload("mine");
        assertThat(first.get("quote").asString()).isEqualTo(quote);
        var last = "PAID".equals(first.get("state").asString()) ? first : socket.payload("mine");
        assertThat(last.get("state").asString()).isEqualTo("PAID");
        assertThat(last).isEqualTo(mint.get("/v1/mint/quote/bolt11/" + quote).ok());
    }

    @Test
    void tellsEachStateOfAMeltInItsOrder() {
        var invoice = FakeInvoice.of(Money.msat(10_000), "").text();
        var quote = mint.post("/v1/melt/quote/bolt11", TestWallet.json(Map.of("request", invoice, "unit", "sat")))
                .ok()
                .get("quote")
                .asString();
        socket.subscribe(1, "bolt11_melt_quote", "melt", quote).next();
        assertThat(socket.payload("melt").get("state").asString()).isEqualTo("UNPAID");

        mint.post("/v1/melt/bolt11", TestWallet.json(Map.of("quote", quote, "inputs", wallet.issue(8, 4, 2))))
                .ok();

        assertThat(socket.payload("melt").get("state").asString()).isEqualTo("PENDING");
        assertThat(socket.payload("melt").get("state").asString()).isEqualTo("PAID");
    }

    @Test
    void tellsThatAProofWasSpent() {
        var proofs = wallet.issue(4);
        var y = TestWallet.y(proofs.getFirst()).hex();
        socket.subscribe(1, "proof_state", "proof", y).next();
        assertThat(socket.payload("proof").get("state").asString()).isEqualTo("UNSPENT");

        wallet.swap(proofs, wallet.blind(4)).ok();

        var spent = socket.payload("proof");
        assertThat(spent.get("state").asString()).isEqualTo("SPENT");
        assertThat(spent.get("Y").asString()).isEqualTo(y);
    }

    @Test
    void tellsWhatAnotherReplicaChanged() {
        mint.bean(FakePayments.class).processor("sat").switchReceipts(ReceiptMode.UNPAID);
        var quote = mintQuote();
        socket.subscribe(1, "bolt11_mint_quote", "mine", quote).next();
        assertThat(socket.payload("mine").get("state").asString()).isEqualTo("UNPAID");

        mint.bean(Transactions.class)
                .run(() -> mint.bean(JdbcClient.class)
                        .sql("UPDATE mint_quote SET amount_paid = amount, updated_at = updated_at + 1 WHERE id = ?")
                        .param(quote)
                        .update());

        assertThat(socket.payload("mine").get("state").asString()).isEqualTo("PAID");
    }

    @Test
    void tellsNothingMoreAfterUnsubscribing() {
        var proofs = wallet.issue(4);
        socket.subscribe(
                1, "proof_state", "proof", TestWallet.y(proofs.getFirst()).hex());
        socket.next();
        socket.payload("proof");

        socket.send(request("unsubscribe", "{\"subId\":\"proof\"}"));

        assertThat(socket.next().get("result").get("subId").asString()).isEqualTo("proof");
        wallet.swap(proofs, wallet.blind(4)).ok();
        assertThat(socket.within(A_WHILE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json                                                                | -32700
            {"jsonrpc":"2.0","id":1,"method":"subscribe","params":{                 | -32700
            []                                                                      | -32600
            {"jsonrpc":"2.0","method":"subscribe","params":{}}                      | -32600
            {"jsonrpc":"1.0","id":1,"method":"subscribe","params":{}}               | -32600
            {"jsonrpc":"2.0","id":1,"method":"publish","params":{}}                 | -32601
            {"jsonrpc":"2.0","id":1,"method":"subscribe","params":"text"}           | -32602
            {"jsonrpc":"2.0","id":1,"method":"unsubscribe","params":{"subId":"?"}}  | -32602
            """)
    void refusesMalformedFrames(String frame, int code) {
        socket.send(frame);

        assertThat(socket.next().get("error").get("code").asInt()).isEqualTo(code);
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertRefused("bitcoin_quote", "a", "x");
        assertRefused("proof_state", "a", "02" + "00".repeat(32));
        assertRefused("bolt11_mint_quote", "a", "x".repeat(257));
        assertRefused("bolt11_mint_quote", "s".repeat(129), "x");
        assertRefused("bolt11_mint_quote", "a");
        assertRefused(
                "bolt11_mint_quote",
                "a",
                IntStream.range(0, 1001).mapToObj(Integer::toString).toArray(String[]::new));
    }

    @Test
    void refusesASubIdThatIsInUse() {
        socket.subscribe(1, "bolt11_mint_quote", "twice", "one").next();

        assertRefused("bolt11_mint_quote", "twice", "two");
    }

    @Test
    void refusesMoreSubscriptionsThanASocketMayHave() {
        for (int i = 0; i < 100; i++) {
            assertThat(socket.subscribe(i, "bolt11_mint_quote", "s" + i, "q")
                            .next()
                            .has("result"))
                    .isTrue();
        }

        assertRefused("bolt11_mint_quote", "one too many", "q");
    }

    @Test
    void answersAnOrdinaryRequestWithARefusal() {
        assertThat(mint.send(HttpRequest.newBuilder(mint.uri("/v1/ws"))).status())
                .isEqualTo(426);
    }

    private void assertRefused(String kind, String subId, String... filters) {
        var error = socket.subscribe(9, kind, subId, filters).next();
        assertThat(error.get("id").asInt()).isEqualTo(9);
        assertThat(error.get("error").get("code").asInt()).isEqualTo(JsonRpc.INVALID_PARAMS);
    }

    private String mintQuote() {
        return mint.post("/v1/mint/quote/bolt11", "{\"amount\":5,\"unit\":\"sat\"}")
                .ok()
                .get("quote")
                .asString();
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
