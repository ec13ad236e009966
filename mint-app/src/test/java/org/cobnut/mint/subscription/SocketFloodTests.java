package org.cobnut.mint.subscription;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Sockets that ask for as much as they can.
@MintTest
class SocketFloodTests {

    private static final int SOCKETS = 8;

    private final Mint mint;

    SocketFloodTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void leavesOthersTheirTurnWhileSubscriptionsComeAndGo() throws Exception {
        var isOver = new AtomicBoolean();
        var proofs = points(1000);
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sockets = new ArrayList<TestSocket>();
            for (int number = 0; number < SOCKETS; number++) {
                var socket = new TestSocket(http, mint.uri("/v1/ws"));
                sockets.add(socket);
                threads.execute(() -> flood(socket, proofs, isOver));
            }

            for (int number = 0; number < 20; number++) {
                mint.get("/v1/keysets").ok();
            }

            isOver.set(true);
            sockets.forEach(TestSocket::close);
            http.shutdownNow(); // else it waits for what is half sent
        }
        await().until(() -> mint.bean(Announcer.class).watched() == 0);
    }

    @Test
    void countsWhatIsWatchedUntilItsEndIsCarriedOut() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("cobnut.subscription", SubscriptionSettings.class);
        var stopped = new Announcer(
                mint.bean(Snapshots.class), mint.bean(JsonRpc.class), settings, new SimpleMeterRegistry());
        var socket = new Socket(
                SocketLifeTests.stuck(new CountDownLatch(0), new CompletableFuture<>()),
                new Outbox(2, new Outbox.Backlog(1000)));
        var subscription = new Subscription(socket, "s", Set.of(new Topic.MintQuote("a"), new Topic.MintQuote("b")));

        stopped.begin(subscription);
        stopped.end(subscription);

        assertThat(stopped.watched()).isEqualTo(2);
    }

    private static void flood(TestSocket socket, List<String> proofs, AtomicBoolean isOver) {
        try {
            for (int id = 0; !isOver.get(); id++) {
                socket.subscribe(id, "proof_state", "s", proofs).unsubscribe(id, "s");
            }
        } catch (CompletionException _) {
            // cut off: it does not read what it is told
        }
    }

    private List<String> points(int count) {
        var wallet = new TestWallet(mint);
        return IntStream.range(0, count)
                .mapToObj(_ ->
                        wallet.blind(1).getFirst().message().blindedSecret().hex())
                .toList();
    }
}
