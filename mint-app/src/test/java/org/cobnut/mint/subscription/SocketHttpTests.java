package org.cobnut.mint.subscription;

import java.net.http.HttpClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What sockets bear, and how subscriptions begin and end.
@MintTest
class SocketHttpTests {

    private static final String PROOF = "proof_state";

    private final Mint mint;
    private final TestWallet wallet;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestSocket client;

    SocketHttpTests(Mint mint) {
        this.mint = mint;
        wallet = new TestWallet(mint);
        client = new TestSocket(http, mint.uri("/v1/ws"));
    }

    @AfterEach
    void hangUp() {
        client.close();
        http.close();
    }

    private static String randomY() {
        return new BlindDiffieHellman(Curve.preferred())
                .hashToCurve(TestWallet.randomSecret())
                .hex();
    }

    @Test
    void saysInItsInfoWhatCanBeWatched() {
        var supported = mint.get("/v1/info").ok().get("nuts").get("17").get("supported");

        assertThat(supported.get(0)).hasSize(3);
        assertThat(supported.get(0).get("method").asString()).isEqualTo("bolt11");
        assertThat(supported.get(0).get("unit").asString()).isEqualTo("sat");
        assertThat(supported.get(0).get("commands").toString())
                .isEqualTo("[\"bolt11_mint_quote\",\"bolt11_melt_quote\",\"proof_state\"]");
    }

    @Test
    void tellsHowAMintQuoteIsPaidAndMinted() {
        var quote = mint.post("/v1/mint/quote/bolt11", "{\"amount\":8,\"unit\":\"sat\"}")
                .ok()
                .get("quote")
                .asString();

        client.subscribe(1, "bolt11_mint_quote", "s", List.of(quote)).accepted(1, "s");
        var state = client.payload("s");
        if (state.get("state").asString().equals("UNPAID")) {
            state = client.payload("s");
        }

        assertThat(state.get("state").asString()).isEqualTo("PAID");
        assertThat(state).isEqualTo(mint.get("/v1/mint/quote/bolt11/" + quote).ok());
        var minted = mint.post(
                "/v1/mint/bolt11",
                TestWallet.json(java.util.Map.of("quote", quote, "outputs", TestWallet.messages(wallet.blind(8)))));
        minted.ok();
        assertThat(client.payload("s").get("state").asString()).isEqualTo("ISSUED");
    }

    @Test
    void tellsHowProofsAreSpent() {
        var proofs = wallet.issue(4, 2);
        var y = TestWallet.y(proofs.getFirst()).hex();
        client.subscribe(7, PROOF, "p", List.of(y, y)).accepted(7, "p");

        assertThat(client.payload("p")).hasToString("{\"Y\":\"" + y + "\",\"state\":\"UNSPENT\",\"witness\":null}");
        wallet.swap(proofs, wallet.blind(4, 2)).ok();

        assertThat(client.payload("p")).hasToString("{\"Y\":\"" + y + "\",\"state\":\"SPENT\",\"witness\":null}");
        try (var late = new TestSocket(http, mint.uri("/v1/ws"))) {
            late.subscribe(1, PROOF, "q", List.of(y)).accepted(1, "q");
            assertThat(late.payload("q").get("state").asString()).isEqualTo("SPENT");
        }
        assertThat(client.isSilent()).isTrue();
    }

    @Test
    void saysNothingOfQuotesThatNobodyKnows() {
        client.subscribe(1, "bolt11_melt_quote", "s", List.of(UUID.randomUUID().toString()))
                .accepted(1, "s");
        client.subscribe(2, "bolt11_mint_quote", "t", List.of("none")).accepted(2, "t");

        client.unsubscribe(3, "s").accepted(3, "s");
    }

    @Test
    void tellsAThousandStates() {
        var ys = IntStream.range(0, 1000).mapToObj(_ -> randomY()).toList();

        client.subscribe(1, PROOF, "p", ys).accepted(1, "p");

        for (int i = 0; i < 1000; i++) {
            client.payload("p");
        }
        assertThat(client.isSilent()).isTrue();
    }

    @Test
    void refusesTheHundredAndFirstSubscription() {
        for (int i = 0; i < 100; i++) {
            client.subscribe(i, "bolt11_mint_quote", "s" + i, List.of("none")).accepted(i, "s" + i);
        }

        client.subscribe(100, "bolt11_mint_quote", "s100", List.of("none")).refused(-32602);
        client.unsubscribe(101, "s7").accepted(101, "s7");
        client.subscribe(102, "bolt11_mint_quote", "s100", List.of("none")).accepted(102, "s100");
    }

    @Test
    void closesOnFramesThatAreTooLarge() {
        client.send(" ".repeat(200_000));

        assertThat(client.closed().status()).isEqualTo(1009);
    }

    @Test
    void closesOnBinaryFrames() {
        client.sendBinary((byte) 1, (byte) 2);

        assertThat(client.closed().status()).isEqualTo(1003);
    }

    @Test
    void forgetsSocketsThatAreGone() {
        var sockets = mint.bean(Sockets.class);
        try (var other = new TestSocket(http, mint.uri("/v1/ws"))) {
            other.subscribe(1, "bolt11_mint_quote", "s", List.of("none")).accepted(1, "s");
            assertThat(sockets.count()).isGreaterThanOrEqualTo(2);
        }
        client.close();

        Awaitility.await().until(() -> sockets.count() == 0);
        assertThat(mint.bean(Announcer.class).watched()).isZero();
    }
}
