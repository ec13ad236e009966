package org.cobnut.wallet.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MintSocketTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final HttpClient HTTP = MintClient.http(TIMEOUT);
    private static final Point POINT = Curve.preferred().publicKey(Scalar.of("07".repeat(32)));

    private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();

    @AfterAll
    static void stopClient() {
        HTTP.shutdownNow();
    }

    @Test
    void handsOverTheStateAndItsChanges() throws Exception {
        var told = new LinkedBlockingQueue<ProofStatus>();
        try (var mint = new ScriptedSocket(request -> List.of(
                        told(request, "{'Y':'" + POINT + "','state':'UNSPENT','witness':null}"),
                        accepted(request),
                        told(request, "{'Y':'" + POINT + "','state':'SPENT','witness':'w'}")));
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            socket.watchProofs(List.of(POINT), told::add);

            assertThat(next(told)).isEqualTo(new ProofStatus(POINT, ProofState.UNSPENT, null));
            assertThat(next(told)).isEqualTo(new ProofStatus(POINT, ProofState.SPENT, "w"));
            var request = mint.received().getFirst();
            assertThat(request.get("jsonrpc").stringValue()).isEqualTo("2.0");
            assertThat(request.get("method").stringValue()).isEqualTo("subscribe");
            assertThat(request.at("/params/kind").stringValue()).isEqualTo("proof_state");
            assertThat(request.at("/params/filters/0").stringValue()).isEqualTo(POINT.hex());
            assertThat(UUID.fromString(request.at("/params/subId").stringValue())
                            .version())
                    .isEqualTo(7);
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void watchesQuotes() throws Exception {
        var minted = new LinkedBlockingQueue<MintQuote>();
        var melted = new LinkedBlockingQueue<MeltQuote>();
        try (var mint = new ScriptedSocket(request -> {
                    var isMint = request.at("/params/kind").stringValue().equals("bolt11_mint_quote");
                    var quote = isMint
                            ? "{'quote':'q','request':'x','state':'PAID'}"
                            : "['bolt12',{'quote':'q','amount':1,'state':'PAID'}]";
                    return List.of(accepted(request), told(request, quote));
                });
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            socket.watchMintQuotes("bolt11", List.of("q"), minted::add);
            socket.watchMeltQuotes("bolt12", List.of("q"), melted::add);

            assertThat(next(minted).state()).isEqualTo(MintQuoteState.PAID);
            assertThat(next(melted).state()).isEqualTo(MeltQuoteState.PAID);
            assertThat(mint.received())
                    .extracting(request -> request.get("id").longValue())
                    .containsExactly(0L, 1L);
        }
    }

    @Test
    void stopsWatching() throws Exception {
        var told = new LinkedBlockingQueue<ProofStatus>();
        var news = "{'Y':'" + POINT + "','state':'SPENT','witness':null}";
        try (var mint = new ScriptedSocket(request -> List.of(accepted(request), told(request, news)));
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            var watching = socket.watchProofs(List.of(POINT), told::add);
            next(told);

            watching.close();
            socket.watchProofs(List.of(POINT), told::add);

            next(told);
            assertThat(told).isEmpty();
            assertThat(mint.received().get(1).get("method").stringValue()).isEqualTo("unsubscribe");
            assertThat(mint.received().get(1).at("/params/subId"))
                    .isEqualTo(mint.received().get(0).at("/params/subId"));
        }
    }

    @Test
    void carriesTheRefusalsOfTheMint() throws Exception {
        try (var mint = new ScriptedSocket(request -> List.of(
                        "{'jsonrpc':'2.0','error':{'code':-32602,'message':'no'},'id':" + request.get("id") + "}"));
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            assertThatThrownBy(() -> socket.watchProofs(List.of(POINT), _ -> {}))
                    .isInstanceOfSatisfying(
                            RefusedByMintException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(-32602));
        }
    }

    @Test
    void passesOverWhatItCannotRead() throws Exception {
        var told = new LinkedBlockingQueue<ProofStatus>();
        try (var mint = new ScriptedSocket(request -> List.of(
                        "oops",
                        "[]",
                        "{'method':'subscribe'}",
                        told(request, "{'Y':'x'}"),
                        told(request, "null"),
                        told(request, "[]"),
                        accepted(request),
                        told(request, "{'Y':'" + POINT + "','state':'PENDING'}")));
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            socket.watchProofs(List.of(POINT), told::add);

            assertThat(next(told).state()).isEqualTo(ProofState.PENDING);
        }
    }

    @Test
    void tellsOfTheLossOnceAndFailsWhoWaits() throws Exception {
        try (var mint = new ScriptedSocket(_ -> List.of(""));
                var socket = MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add)) {
            assertThatThrownBy(() -> socket.watchProofs(List.of(POINT), _ -> {}))
                    .isInstanceOf(NoAnswerException.class);
            assertThatThrownBy(() -> socket.watchProofs(List.of(POINT), _ -> {}))
                    .isInstanceOf(NoAnswerException.class);

            assertThat(next(losses)).isNotEmpty();
            assertThat(losses).isEmpty();
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        try (var mint = new ScriptedSocket(_ -> List.of());
                var socket = MintSocket.connect(HTTP, mint.uri(), Duration.ofMillis(500), losses::add)) {
            assertThatThrownBy(() -> socket.watchProofs(List.of(POINT), _ -> {}))
                    .isInstanceOf(NoAnswerException.class);
        }
    }

    @Test
    void saysSoIfThereIsNoSocket() throws IOException {
        try (var mint = new ScriptedMint()) {
            mint.answer("GET /v1/ws", 404, "{}");

            assertThatThrownBy(() -> MintSocket.connect(HTTP, mint.uri(), TIMEOUT, losses::add))
                    .isInstanceOf(NoAnswerException.class);
        }
    }

    private static String accepted(JsonNode request) {
        return "{'jsonrpc':'2.0','result':{'status':'OK','subId':" + request.at("/params/subId") + "},'id':"
                + request.get("id") + "}";
    }

    private static String told(JsonNode request, String payload) {
        return "{'jsonrpc':'2.0','method':'subscribe','params':{'subId':" + request.at("/params/subId") + ",'payload':"
                + payload + "}}";
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
