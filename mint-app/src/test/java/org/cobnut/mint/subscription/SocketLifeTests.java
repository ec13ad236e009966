package org.cobnut.mint.subscription;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// How sockets begin, live and end.
class SocketLifeTests {

    @Test
    void pingsBoundsAndClosesItsSockets() throws IOException {
        var settings = Map.of("cobnut.subscription.sockets", "1", "cobnut.subscription.ping", "100ms");
        var mint = Mint.start(Engine.SQLITE, settings);
        try (var http = HttpClient.newHttpClient();
                var socket = new TestSocket(http, mint.uri("/v1/ws"))) {
            await().until(() -> socket.pings() > 1);

            assertThatThrownBy(() -> new TestSocket(http, mint.uri("/v1/ws"))).hasStackTraceContaining("503");

            mint.close();
            assertThat(socket.closed()).isEqualTo(new TestSocket.Closed(1001, "the mint is stopping"));
        }
    }

    @Test
    void closesWithAReasonWhenMoreIsWatchedThanMayBe() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.subscription.watched", "2"));
                var http = HttpClient.newHttpClient();
                var socket = new TestSocket(http, mint.uri("/v1/ws"))) {
            socket.subscribe(1, "bolt11_mint_quote", "s", "a", "b", "c");

            assertThat(socket.closed())
                    .isEqualTo(new TestSocket.Closed(1013, "too much is being watched: try again later"));
        }
    }

    @Test
    void saysThatOnlyUnitsOfProcessorsCanBeWatched() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, Map.of("cobnut.units", "sat,usd"))) {
            assertThat(mint.get("/v1/info").json().at("/nuts/17/supported").findValuesAsString("unit"))
                    .containsExactly("sat");
        }
    }

    @Test
    void cutsOffAWalletThatReadsTooSlowly() throws Exception {
        var isStuck = new CountDownLatch(1);
        var closed = new CompletableFuture<CloseStatus>();
        var socket = new Socket(stuck(isStuck, closed), new Outbox(2, new Outbox.Backlog(1000)));

        for (int i = 0; i < 4; i++) {
            socket.send("news");
        }

        assertThat(closed.get(10, TimeUnit.SECONDS).getCode()).isEqualTo(CloseStatus.POLICY_VIOLATION.getCode());
        assertThat(socket.isClosed()).isTrue();
        isStuck.countDown();
    }

    @Test
    void cutsOffThoseForWhomMuchWaitsWhenTooMuchWaitsForAll() throws Exception {
        var isStuck = new CountDownLatch(1);
        var closed = new CompletableFuture<CloseStatus>();
        var backlog = new Outbox.Backlog(100);
        var slow = new Socket(stuck(isStuck, closed), new Outbox(1000, backlog));
        var other = new Socket(stuck(isStuck, new CompletableFuture<>()), new Outbox(1000, backlog));

        for (int i = 0; i < 50; i++) {
            slow.send("news");
        }
        other.send("news");

        assertThat(closed.get(10, TimeUnit.SECONDS).getCode()).isEqualTo(CloseStatus.POLICY_VIOLATION.getCode());
        assertThat(other.isClosed()).isFalse();
        isStuck.countDown();
        await().until(() -> backlog.characters().get() == 0);
    }

    /// A session whose other end does not read.
    static WebSocketSession stuck(CountDownLatch until, CompletableFuture<CloseStatus> closed) {
        return (WebSocketSession) Proxy.newProxyInstance(
                SocketLifeTests.class.getClassLoader(),
                new Class<?>[] {WebSocketSession.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "getId" -> "stuck";
                    case "sendMessage" -> {
                        until.await();
                        yield null;
                    }
                    case "close" -> {
                        closed.complete((CloseStatus) arguments[0]);
                        yield null;
                    }
                    default -> throw new IllegalStateException(method.getName());
                });
    }
}
