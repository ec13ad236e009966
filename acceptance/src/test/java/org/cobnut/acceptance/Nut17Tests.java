package org.cobnut.acceptance;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-17: a socket tells the current state at once, and then every change.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut17Tests {

    private final Wire wire;
    private final Purse purse;
    private final Socket socket;

    Nut17Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
        this.socket = Socket.to(wire);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void answersASubscriptionBeforeItTellsTheState() {
        String quote = purse.paidQuote(8);

        socket.send(subscribe(1, "s1", "bolt11_mint_quote", quote));

        JsonNode answer = socket.next();
        assertThat(answer.get("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(answer.get("id").intValue()).isEqualTo(1);
        assertThat(answer.get("result").get("status").asString()).isEqualTo("OK");
        assertThat(answer.get("result").get("subId").asString()).isEqualTo("s1");
        JsonNode told = socket.next();
        assertThat(told.get("method").asString()).isEqualTo("subscribe");
        assertThat(told.get("params").get("subId").asString()).isEqualTo("s1");
        assertThat(told.get("params").get("payload").get("state").asString()).isEqualTo("PAID");
        assertThat(told.get("params").get("payload").get("quote").asString()).isEqualTo(quote);
    }

    @Test
    void tellsThatCoinsWereSpent() {
        Proof coin = purse.mint(8).getFirst();
        socket.send(subscribe(1, "coins", "proof_state", Purse.y(coin)));
        socket.next();
        assertThat(socket.next().get("params").get("payload").get("state").asString())
                .isEqualTo("UNSPENT");

        wire.post("/v1/swap", Purse.swap(List.of(coin), purse.outputsWorth(7))).json();

        JsonNode payload = socket.next().get("params").get("payload");
        assertThat(payload.get("state").asString()).isEqualTo("SPENT");
        assertThat(payload.get("Y").asString()).isEqualTo(Purse.y(coin));
    }

    @Test
    void isSilentAfterUnsubscribing() {
        Proof coin = purse.mint(8).getFirst();
        socket.send(subscribe(1, "coins", "proof_state", Purse.y(coin)));
        socket.next();
        socket.next();
        socket.send(Wire.text(
                Map.of("jsonrpc", "2.0", "id", 2, "method", "unsubscribe", "params", Map.of("subId", "coins"))));
        assertThat(socket.next().get("result").get("status").asString()).isEqualTo("OK");
        wire.post("/v1/swap", Purse.swap(List.of(coin), purse.outputsWorth(7))).json();

        // What comes next is the answer to this, and nothing about the coin.
        socket.send(subscribe(3, "again", "proof_state", Purse.y(coin)));

        assertThat(socket.next().get("id").intValue()).isEqualTo(3);
    }

    @Test
    void refusesInTheWordsOfJsonRpc() {
        socket.send("{");
        assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32700);
        socket.send("{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"dance\", \"params\": {}}");
        JsonNode unknownMethod = socket.next();
        assertThat(unknownMethod.get("error").get("code").intValue()).isEqualTo(-32601);
        assertThat(unknownMethod.get("id").intValue()).isEqualTo(7);
        socket.send(subscribe(8, "s", "weather", "sunny"));
        assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32602);
    }

    @Test
    void refusesASubscriptionIdThatIsTaken() {
        String quote = purse.paidQuote(8);
        socket.send(subscribe(1, "s1", "bolt11_mint_quote", quote));
        socket.next();
        socket.next();

        socket.send(subscribe(2, "s1", "bolt11_mint_quote", quote));

        assertThat(socket.next().get("error").get("code").intValue()).isEqualTo(-32602);
    }

    private static String subscribe(int id, String subId, String kind, String filter) {
        return Wire.text(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                id,
                "method",
                "subscribe",
                "params",
                Map.of("kind", kind, "subId", subId, "filters", List.of(filter))));
    }
}
