package org.cobnut.mint.subscription;

import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Mints of their own, with little room for sockets.
class SocketLimitsTests {

    @Test
    void refusesSocketsInPlainHttpWhenFull() throws Exception {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.subscription.sockets", "1"));
                var only = new SocketClient(mint)) {
            only.subscribe(1, "bolt11_mint_quote", "s", List.of("none")).accepted(1, "s");

            var refused = catchThrowableOfType(CompletionException.class, () -> new SocketClient(mint));

            assertThat(refused.getCause()).isInstanceOfSatisfying(WebSocketHandshakeException.class, cause -> {
                assertThat(cause.getResponse().statusCode()).isEqualTo(503);
                assertThat(cause.getResponse().headers().firstValue("Retry-After"))
                        .isPresent();
            });
        }
    }

    @Test
    void closesWithAReasonWhenMoreIsWatchedThanMayBe() throws Exception {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.subscription.watched", "2"));
                var client = new SocketClient(mint)) {
            client.subscribe(1, "bolt11_mint_quote", "s", List.of("a", "b", "c"));

            assertThat(client.closed())
                    .isEqualTo(new SocketClient.Closed(1013, "too much is being watched: try again later"));
        }
    }

    @Test
    void pingsAndClosesWithAReasonWhenTheMintStops() throws Exception {
        var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.subscription.ping", "500ms"));
        try (mint;
                var client = new SocketClient(mint)) {
            Awaitility.await().until(() -> client.pings() > 1);

            mint.stop();

            assertThat(client.closed()).isEqualTo(new SocketClient.Closed(1001, "the mint is stopping"));
        }
    }
}
