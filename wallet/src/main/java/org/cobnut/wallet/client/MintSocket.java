package org.cobnut.wallet.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.cobnut.cashu.UuidV7;
import org.cobnut.cashu.crypto.Point;
import tools.jackson.databind.JsonNode;

/// NUT-17: a WebSocket on which a mint tells how quotes and proofs change. It gives the state of each at once
/// and every change after that, perhaps twice, so what it tells is best taken as a hint to look.
///
/// What is told is handed over on a thread of the HTTP client and holds up what comes next: it has to be taken
/// quickly, and without using this socket. After the connection has been lost nothing is told any more; a
/// wallet then polls, or connects again.
public final class MintSocket implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final WebSocket socket;
    private final MintSocketListener listener;
    private final Duration timeout;
    private final AtomicLong requests = new AtomicLong();
    private final ReentrantLock sending = new ReentrantLock();

    private MintSocket(WebSocket socket, MintSocketListener listener, Duration timeout) {
        this.socket = socket;
        this.listener = listener;
        this.timeout = timeout;
    }

    /// Connects to the mint at `mint`.
    ///
    /// @param mint the URL without `/v1`, as in [MintClient]
    /// @param timeout of connecting and of every answer
    /// @param onLost is called once with the reason when the connection has ended, unless [#close] has ended it
    /// @throws NoAnswerException if there is no connection to be had
    public static MintSocket connect(HttpClient http, URI mint, Duration timeout, Consumer<String> onLost) {
        var listener = new MintSocketListener(onLost);
        var socket = http.newWebSocketBuilder().connectTimeout(timeout).buildAsync(address(mint), listener);
        return new MintSocket(await(socket, timeout), listener, timeout);
    }

    /// Watches mint quotes of a method.
    ///
    /// @throws RefusedByMintException with the code of JSON-RPC if the mint does not want to
    /// @throws NoAnswerException if it does not say
    public Subscription watchMintQuotes(String method, List<String> quotes, Consumer<MintQuote> consumer) {
        return subscribe(method + "_mint_quote", quotes, consumer, MintQuote.class);
    }

    /// Watches melt quotes of a method. It throws as [#watchMintQuotes] does.
    public Subscription watchMeltQuotes(String method, List<String> quotes, Consumer<MeltQuote> consumer) {
        return subscribe(method + "_melt_quote", quotes, consumer, MeltQuote.class);
    }

    /// Watches proofs by their points. It throws as [#watchMintQuotes] does.
    public Subscription watchProofs(List<Point> ys, Consumer<ProofStatus> consumer) {
        return subscribe("proof_state", ys.stream().map(Point::hex).toList(), consumer, ProofStatus.class);
    }

    /// Ends the connection and with it all subscriptions.
    @Override
    public void close() {
        listener.retire();
        sending.lock();
        try {
            await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""), timeout);
        } catch (NoAnswerException _) {
            socket.abort(); // it was lost already
        } finally {
            sending.unlock();
        }
    }

    /// Something that is watched. Closing it ends the watching.
    public final class Subscription implements AutoCloseable {

        private final String id;

        private Subscription(String id) {
            this.id = id;
        }

        /// Tells the mint to stop.
        ///
        /// @throws NoAnswerException if the connection is lost, and the watching with it
        @Override
        public void close() {
            listener.forget(id);
            request("unsubscribe", Map.of("subId", id));
        }
    }

    private <T> Subscription subscribe(String kind, List<String> filters, Consumer<T> consumer, Class<T> type) {
        var id = UuidV7.at(Instant.now(), RANDOM).toString();
        listener.expect(id, payload -> consumer.accept(MintJson.MAPPER.treeToValue(payload, type)));
        try {
            request("subscribe", Map.of("kind", kind, "subId", id, "filters", filters));
        } catch (RefusedByMintException | NoAnswerException e) {
            listener.forget(id);
            throw e;
        }
        return new Subscription(id);
    }

    private void request(String method, Map<String, Object> params) {
        long id = requests.getAndIncrement();
        var answer = listener.expectAnswer(id);
        var request = Map.of("jsonrpc", "2.0", "method", method, "params", params, "id", id);
        try {
            send(MintJson.MAPPER.writeValueAsString(request));
            requireSuccess(await(answer, timeout));
        } finally {
            listener.forgetAnswer(id);
        }
    }

    /// A WebSocket refuses to send before the last text is sent.
    private void send(String text) {
        sending.lock();
        try {
            await(socket.sendText(text, true), timeout);
        } finally {
            sending.unlock();
        }
    }

    private static void requireSuccess(JsonNode answer) {
        var error = answer.path("error");
        if (error.isObject()) {
            throw new RefusedByMintException(
                    200, error.path("code").asInt(0), error.path("message").asString(""));
        }
    }

    private static <T> T await(CompletableFuture<T> future, Duration timeout) {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException("the mint's socket has not answered in time", e);
        } catch (ExecutionException e) {
            throw new NoAnswerException("the mint's socket cannot be used", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while the mint's socket was to answer", e);
        }
    }

    private static URI address(URI mint) {
        return URI.create(mint.toString().replaceAll("/+$", "").replaceFirst("^http", "ws") + "/v1/ws");
    }
}
